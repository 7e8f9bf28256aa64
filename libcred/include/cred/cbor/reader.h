// SPDX-License-Identifier: Apache-2.0
// Sticky readers: parsers that read like their CDDL. Take, take, take, finish(); the first fault is kept,
// later takes return empty values, finish() also refuses whatever was left over. Maps of ours are closed
// (docs/formats/common.md). Whatever a take returns after a fault (0, "", an empty view, none) is of no
// meaning before finish() has said yes.
//
//   cbor::MapReader in(item, "status list", Reason::kClaims);
//   list.bits = in.required_uint("bits", 8);
//   list.packed = in.required_bytes("lst");
//   CRED_CHECK(in.finish());
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/cbor/decode.h"

namespace cred::cbor {

inline constexpr std::uint64_t kMaxVersion = std::uint64_t{1} << 53;  // docs/formats/trust.md

/// A map key: an integer, a text, or simple(59) of SD-CWT.
class Key {
 public:
  constexpr Key(int number) : number_(number) {}                    // NOLINT(google-explicit-constructor)
  constexpr Key(std::int64_t number) : number_(number) {}           // NOLINT(google-explicit-constructor)
  constexpr Key(const char* text) : text_(text), is_text_(true) {}  // NOLINT(google-explicit-constructor)
  /// simple(59), under which the digests of what is not shown stand.
  static constexpr Key redacted() {
    Key key(kRedacted);
    key.is_simple_ = true;
    return key;
  }
  bool matches(const Item& item) const;
  std::string name() const;  // for error details: "key 4", "key \"lst\""

 private:
  std::int64_t number_ = 0;
  std::string_view text_;
  bool is_text_ = false;
  bool is_simple_ = false;
};

/// Reads a map with at most 32 pairs. `what` (a literal) names the map in error details; `reason` is the
/// reason of every fault. Nothing is copied: it walks the octets of the map, from where the last take ended.
class MapReader {
 public:
  MapReader(const Item& map, std::string_view what, Reason reason);

  std::uint64_t required_uint(Key key, std::uint64_t max = kMaxVersion);
  std::int64_t required_integer(Key key);
  std::string_view required_text(Key key);  // any valid UTF-8; our text rule is check_text
  BytesView required_bytes(Key key);
  BytesView required_bytes(Key key, std::size_t exact_size);
  bool required_boolean(Key key);
  /// Any item; an empty map stands in when it is missing (finish() then fails).
  Item required(Key key);
  std::optional<std::uint64_t> optional_uint(Key key, std::uint64_t max = kMaxVersion);
  std::optional<std::string_view> optional_text(Key key);
  std::optional<BytesView> optional_bytes(Key key, std::size_t exact_size);
  std::optional<Item> optional(Key key);
  /// The value stands, but breaks a rule of the format: becomes the fault of this reader.
  void refuse(std::string detail);
  bool failed() const { return error_.has_value(); }
  /// Ok when everything was there, of its type, and nothing is left.
  Result<void> finish();

 private:
  struct Pair {
    Item key;
    Item value;
    std::uint32_t bit;  // of taken_
  };
  static constexpr std::size_t kMaxPairs = 32;
  Pair next_pair();
  std::optional<Item> take(Key key);
  std::string_view what_;
  Reason reason_;
  Item map_;
  Children rest_;  // of the map from at_ on
  std::size_t count_ = 0;
  std::size_t at_ = 0;       // the pair where the next search begins
  std::uint32_t taken_ = 0;  // a bit for each pair
  std::optional<Error> error_;
};

/// Reads an array element by element.
class ArrayReader {
 public:
  ArrayReader(const Item& array, std::string_view what, Reason reason);

  std::size_t size() const { return size_; }
  bool more() const { return !error_ && position_ < size_; }
  std::uint64_t next_uint(std::uint64_t max = kMaxVersion);
  std::int64_t next_integer();
  std::string_view next_text();
  BytesView next_bytes();
  BytesView next_bytes(std::size_t exact_size);
  Item next();
  void refuse(std::string detail);
  bool failed() const { return error_.has_value(); }
  Result<void> finish();

 private:
  std::string_view what_;
  Reason reason_;
  Children children_;
  std::size_t size_ = 0;
  std::size_t position_ = 0;
  std::optional<Error> error_;
};

}  // namespace cred::cbor
