// SPDX-License-Identifier: Apache-2.0
#include "issuer/fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cred/codec/unicode.h"

namespace cred::issuer {

Fields::Fields(const Json& json, std::string path, Problems& problems)
    : json_(&json), path_(std::move(path)), problems_(&problems) {
  if (json.kind == Json::Kind::kObject) return;
  problems.push_back({json.line, path_, fmt::format("{} where an object belongs", name(json.kind))});
  json_ = nullptr;
}

const Json* Fields::optional(std::string_view key, Json::Kind kind) {
  asked_.emplace(key);
  const Json* value = json_ == nullptr ? nullptr : json_->find(key);
  if (value == nullptr || value->kind == kind) return value;
  problem(key, fmt::format("{} where {} belongs", name(value->kind), name(kind)));
  return nullptr;
}

const Json* Fields::required(std::string_view key, Json::Kind kind) {
  const Json* value = optional(key, kind);
  if (json_ != nullptr && json_->find(key) == nullptr) problem(key, "missing");
  return value;
}

Fields Fields::object(std::string_view key) {
  static const Json kNothing{.kind = Json::Kind::kObject, .line = 1, .text = {}, .keys = {}, .items = {}};
  const Json* value = required(key, Json::Kind::kObject);
  Fields fields(value == nullptr ? kNothing : *value, path_of(key), *problems_);
  if (value == nullptr) fields.json_ = nullptr;
  return fields;
}

std::optional<Fields> Fields::optional_object(std::string_view key) {
  const Json* value = optional(key, Json::Kind::kObject);
  if (value == nullptr) return std::nullopt;
  return Fields(*value, path_of(key), *problems_);
}

std::string Fields::path_of(std::string_view key) const {
  return path_ + '/' + pointer_token(key);
}

void Fields::check_member(std::string_view key, const Json& value) {
  if (auto fits = codec::check_text(value.text); !fits) problem(key, fits.error().detail);
}

std::string Fields::text(std::string_view key) {
  const Json* value = required(key, Json::Kind::kString);
  if (value == nullptr) return {};
  check_member(key, *value);
  return value->text;
}

std::optional<std::string> Fields::optional_text(std::string_view key) {
  const Json* value = optional(key, Json::Kind::kString);
  if (value == nullptr) return std::nullopt;
  check_member(key, *value);
  return value->text;
}

std::string Fields::blank_or_text(std::string_view key) {
  const Json* value = required(key, Json::Kind::kString);
  if (value == nullptr || value->text.empty()) return {};
  check_member(key, *value);
  return value->text;
}

std::string Fields::text_as(std::string_view key, std::string (*check)(std::string_view)) {
  const Json* value = required(key, Json::Kind::kString);
  if (value == nullptr) return {};
  if (auto wrong = check(value->text); !wrong.empty()) problem(key, std::move(wrong));
  return value->text;
}

template <class T>
std::optional<T> Fields::parsed(std::string_view key, Result<T> (*parse)(std::string_view)) {
  const Json* value = required(key, Json::Kind::kString);
  if (value == nullptr) return std::nullopt;
  auto result = parse(value->text);
  if (result) return *result;
  problem(key, result.error().detail);
  return std::nullopt;
}

std::optional<Day> Fields::day(std::string_view key) {
  return parsed<Day>(key, &Day::from_text);
}
std::optional<Region> Fields::region(std::string_view key) {
  return parsed<Region>(key, &Region::from_text);
}

std::string Fields::word(std::string_view key, std::initializer_list<std::string_view> words) {
  const Json* value = required(key, Json::Kind::kString);
  if (value == nullptr) return {};
  for (const auto word : words) {
    if (value->text == word) return value->text;
  }
  problem(key, fmt::format("{} is none of {}", json_string(value->text), fmt::join(words, ", ")));
  return {};
}

void Fields::finish() {
  if (json_ == nullptr) return;
  for (const auto& key : json_->keys) {
    if (!asked_.contains(key)) problem(key, "unknown member");
  }
}

void Fields::problem(std::string_view key, std::string detail) {
  const Json* value = json_ == nullptr ? nullptr : json_->find(key);
  const std::size_t line = value != nullptr ? value->line : json_ != nullptr ? json_->line : 1;
  problems_->push_back({line, path_of(key), std::move(detail)});
}

}  // namespace cred::issuer
