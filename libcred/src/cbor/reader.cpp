// SPDX-License-Identifier: Apache-2.0
#include "cred/cbor/reader.h"

#include <bit>

namespace cred::cbor {

namespace {

/// Stands in for a missing member; nothing is ever found in it.
Item empty_map() {
  static constexpr std::uint8_t kEmptyMap[] = {0xa0};
  return *decode(kEmptyMap, Limits::own(1));
}

/// A left-over key in words. Its text is not shown: nobody may have vouched for it.
std::string name_of(const Item& key) {
  const auto number = key.integer();
  return number ? "key " + std::to_string(*number) : "a key that is no number";
}

}  // namespace

bool Key::matches(const Item& item) const {
  if (is_simple_) return item.simple() == number_;
  return is_text_ ? item.text() == text_ : item.integer() == number_;
}

std::string Key::name() const {
  if (is_simple_) return "key simple(" + std::to_string(number_) + ")";
  return is_text_ ? "key \"" + std::string(text_) + "\"" : "key " + std::to_string(number_);
}

MapReader::MapReader(const Item& map, std::string_view what, Reason reason)
    : what_(what), reason_(reason), map_(map), rest_(map) {
  const auto count = map.count();
  if (map.type() != Type::kMap || !count) {
    refuse("not a map");
    return;
  }
  if (*count > kMaxPairs) {
    refuse(std::to_string(*count) + " members, at most " + std::to_string(kMaxPairs));
    return;
  }
  count_ = *count;
}

void MapReader::refuse(std::string detail) {
  if (!error_) error_ = Error{reason_, std::string(what_) + ": " + std::move(detail)};
}

/// Round and round: the first follows the last.
MapReader::Pair MapReader::next_pair() {
  if (at_ == count_) {
    at_ = 0;
    rest_ = Children(map_);
  }
  const auto key = *rest_.next();
  return {key, *rest_.next(), std::uint32_t{1} << at_++};
}

std::optional<Item> MapReader::take(Key key) {
  if (error_) return std::nullopt;
  // Keys are mostly asked for in the order they stand in, so the search goes on where the last one ended.
  for (std::size_t i = 0; i < count_; ++i) {
    const auto pair = next_pair();
    if (!key.matches(pair.key)) continue;
    taken_ |= pair.bit;
    return pair.value;
  }
  return std::nullopt;
}

Item MapReader::required(Key key) {
  if (auto value = take(key)) return *value;
  refuse(key.name() + " is missing");
  return empty_map();
}

std::optional<Item> MapReader::optional(Key key) {
  return take(key);
}

std::uint64_t MapReader::required_uint(Key key, std::uint64_t max) {
  const auto value = required(key).uint();
  if (value && *value <= max) return *value;
  refuse(key.name() + " is no unsigned integer up to " + std::to_string(max));
  return 0;
}

std::int64_t MapReader::required_integer(Key key) {
  const auto value = required(key).integer();
  if (!value) refuse(key.name() + " is no integer");
  return value.value_or(0);
}

std::string_view MapReader::required_text(Key key) {
  const auto value = required(key).text();
  if (!value) refuse(key.name() + " is no text");
  return value.value_or(std::string_view());
}

BytesView MapReader::required_bytes(Key key) {
  const auto value = required(key).bytes();
  if (!value) refuse(key.name() + " is no byte string");
  return value.value_or(BytesView());
}

BytesView MapReader::required_bytes(Key key, std::size_t exact_size) {
  const auto value = required_bytes(key);
  if (value.size() == exact_size) return value;
  refuse(key.name() + " is not " + std::to_string(exact_size) + " octets");
  return {};
}

bool MapReader::required_boolean(Key key) {
  const auto value = required(key).boolean();
  if (!value) refuse(key.name() + " is no boolean");
  return value.value_or(false);
}

std::optional<std::uint64_t> MapReader::optional_uint(Key key, std::uint64_t max) {
  const auto item = take(key);
  if (!item) return std::nullopt;
  const auto value = item->uint();
  if (value && *value <= max) return value;
  refuse(key.name() + " is no unsigned integer up to " + std::to_string(max));
  return std::nullopt;
}

std::optional<std::string_view> MapReader::optional_text(Key key) {
  const auto item = take(key);
  if (!item) return std::nullopt;
  const auto value = item->text();
  if (!value) refuse(key.name() + " is no text");
  return value;
}

std::optional<BytesView> MapReader::optional_bytes(Key key, std::size_t exact_size) {
  const auto item = take(key);
  if (!item) return std::nullopt;
  const auto value = item->bytes();
  if (value && value->size() == exact_size) return value;
  refuse(key.name() + " is no byte string of " + std::to_string(exact_size));
  return std::nullopt;
}

Result<void> MapReader::finish() {
  const bool all = std::popcount(taken_) == static_cast<int>(count_);
  at_ = count_;  // from the first on
  for (std::size_t i = 0; !all && i < count_; ++i) {
    const auto pair = next_pair();
    if ((taken_ & pair.bit) == 0) refuse(name_of(pair.key) + " does not belong here");
  }
  if (error_) return tl::unexpected(*error_);
  return {};
}

ArrayReader::ArrayReader(const Item& array, std::string_view what, Reason reason)
    : what_(what), reason_(reason), children_(array) {
  const auto count = array.count();
  if (array.type() != Type::kArray || !count)
    refuse("not an array");
  else
    size_ = *count;
}

void ArrayReader::refuse(std::string detail) {
  if (!error_) error_ = Error{reason_, std::string(what_) + ": " + std::move(detail)};
}

Item ArrayReader::next() {
  if (more()) {
    if (auto item = children_.next()) {
      ++position_;
      return *item;
    }
  }
  refuse("fewer than " + std::to_string(position_ + 1) + " elements");
  return empty_map();
}

std::uint64_t ArrayReader::next_uint(std::uint64_t max) {
  const auto value = next().uint();
  if (value && *value <= max) return *value;
  refuse("element " + std::to_string(position_) + " is no unsigned integer up to " + std::to_string(max));
  return 0;
}

std::int64_t ArrayReader::next_integer() {
  const auto value = next().integer();
  if (!value) refuse("element " + std::to_string(position_) + " is no integer");
  return value.value_or(0);
}

std::string_view ArrayReader::next_text() {
  const auto value = next().text();
  if (!value) refuse("element " + std::to_string(position_) + " is no text");
  return value.value_or(std::string_view());
}

BytesView ArrayReader::next_bytes() {
  const auto value = next().bytes();
  if (!value) refuse("element " + std::to_string(position_) + " is no byte string");
  return value.value_or(BytesView());
}

BytesView ArrayReader::next_bytes(std::size_t exact_size) {
  const auto value = next_bytes();
  if (value.size() == exact_size) return value;
  refuse("element " + std::to_string(position_) + " is not " + std::to_string(exact_size) + " octets");
  return {};
}

Result<void> ArrayReader::finish() {
  if (!error_ && position_ < size_)
    refuse(std::to_string(size_) + " elements where " + std::to_string(position_) + " belong");
  if (error_) return tl::unexpected(*error_);
  return {};
}

}  // namespace cred::cbor
