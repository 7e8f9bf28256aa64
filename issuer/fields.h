// SPDX-License-Identifier: Apache-2.0
// Reads the members of a JSON object one line a member, like cbor::MapReader, but goes on after a fault:
// whoever prepared the file gets every problem at once.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cred/base/region.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "issuer/json.h"

namespace cred::issuer {

using Problems = std::vector<Problem>;

class Fields {
 public:
  /// `path`: where `json` stands in its row. Anything but an object is a problem.
  Fields(const Json& json, std::string path, Problems& problems);

  /// The member, or nullptr and a problem when it is missing or of another kind.
  const Json* required(std::string_view key, Json::Kind kind);
  /// The same, but absence is normal.
  const Json* optional(std::string_view key, Json::Kind kind);

  Fields object(std::string_view key);
  std::optional<Fields> optional_object(std::string_view key);
  /// Text in the rule of codec/unicode.h; "" after a problem.
  std::string text(std::string_view key);
  std::optional<std::string> optional_text(std::string_view key);
  /// Text that may be empty.
  std::string blank_or_text(std::string_view key);
  /// A text that `check` accepts: it returns what is wrong, or nothing.
  std::string text_as(std::string_view key, std::string (*check)(std::string_view));
  std::optional<Day> day(std::string_view key);
  std::optional<Region> region(std::string_view key);
  /// One of `words`.
  std::string word(std::string_view key, std::initializer_list<std::string_view> words);

  /// Every member not asked for is a problem.
  void finish();
  void problem(std::string_view key, std::string detail);

 private:
  std::string path_of(std::string_view key) const;
  void check_member(std::string_view key, const Json& value);
  template <class T>
  std::optional<T> parsed(std::string_view key, Result<T> (*parse)(std::string_view));

  const Json* json_;  // nullptr: what should have been the object is not there
  std::string path_;
  Problems* problems_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace cred::issuer
