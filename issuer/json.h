// SPDX-License-Identifier: Apache-2.0
// JSON as people write it to us, strict: no duplicate keys, no depth beyond kMaxDepth, every value with its
// line, so that an error can name the place. nlohmann-json stays behind json_nlohmann.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/failure.h"

namespace cred::issuer {

inline constexpr std::size_t kMaxDepth = 8;
inline constexpr std::size_t kMaxMembers = 64;          // of one object
inline constexpr std::size_t kMaxValues = 1024 * 1024;  // of one document: a tree takes 100 times its text

struct Json {
  enum class Kind { kNull, kBoolean, kNumber, kString, kArray, kObject };

  Kind kind = Kind::kNull;
  std::size_t line = 1;
  std::string text;               // a string's content; a number or boolean as written
  std::vector<std::string> keys;  // of an object, sorted; keys[i] names items[i]
  std::vector<Json> items;        // of an object or array

  const Json* find(std::string_view key) const;
};

/// "text", "an object": what a message calls it.
std::string_view name(Json::Kind kind);

/// Where JSON breaks the rules, and how.
struct Problem {
  std::size_t line;
  std::string path;  // JSON pointer: "/permit/valid_until"; empty for the whole
  std::string detail;
};

/// A member's name as it stands in a JSON pointer (RFC 6901): ~ is ~0, / is ~1.
std::string pointer_token(std::string_view key);
/// "line 3: /permit/valid_until: 2025-02-30 is no day of the calendar".
std::string message_of(const Problem& problem);

/// One document. `first_line`: the number of its first line in the file.
tl::expected<Json, Problem> parse_json(std::string_view text, std::size_t first_line = 1);

/// Canonical: keys sorted, no white space, only what must be escaped is.
std::string canonical(const Json& json);
/// A string with its quotes.
std::string json_string(std::string_view text);

}  // namespace cred::issuer
