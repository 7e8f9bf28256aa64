// SPDX-License-Identifier: Apache-2.0
// What a permit says (docs/formats/static-permit.md): the map under claim -70001 of a static permit.
//   {1: category, 2: region, 3: valid_from, 4: valid_until, 20: name, 22: employer {4, 5}, 25: passport
//   check}
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/region.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/cbor/decode.h"

namespace cred::credential {

enum class Category : std::uint8_t { kA = 1, kB = 2, kC = 3 };

std::string_view name(Category category);  // "A"
std::optional<Category> category_from(std::string_view letter);

/// Group 20. `passport` is the form of the passport's visual zone: "SURNAME, GIVEN"; a blank part drops the
/// comma.
struct Name {
  std::string_view passport;
  std::optional<std::string_view> native;
};

std::string passport_form(std::string_view surname, std::string_view given);

/// Group 25: the passport number can be compared, not read (passport_check.h).
struct PassportCheck {
  using Salt = std::array<std::uint8_t, 16>;
  using Tag = std::array<std::uint8_t, 4>;
  /// The passport before this one, still counted up to and including `last_day`.
  struct Previous {
    Tag tag;
    Day last_day;
  };
  Salt salt;
  Tag tag;
  std::optional<Previous> previous;
};

/// Texts are views: into the token when parsed, into the request when drafted.
struct StaticPermit {
  Category category;
  Region region;
  Day valid_from;
  Day valid_until;
  Name name;
  std::string_view employer_zh;
  std::string_view employer_uscc;
  PassportCheck passport;
};

/// Encodes the map. What it is given was checked (check_static).
Bytes encode(const StaticPermit& permit);
/// Reason claims: not exactly these keys and types, a day that does not exist, an end before its start, a
/// text that breaks the text rule (codec/unicode.h).
Result<StaticPermit> parse_static(const cbor::Item& map);
/// The rules parse_static applies, for a draft.
Result<void> check_static(const StaticPermit& permit);

}  // namespace cred::credential
