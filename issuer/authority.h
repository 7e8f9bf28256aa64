// SPDX-License-Identifier: Apache-2.0
// AUTHORITY: who issues, where, what, and whom to call (architecture.md 7).
//   {"iss","name":{"zh","en"},"regions":["110000"],"categories":["A","B","C"],"hotline":"12333",
//    "old_passport_days":90}
#pragma once

#include <string>
#include <vector>

#include "cred/base/region.h"
#include "cred/credential/permit.h"
#include "issuer/fields.h"

namespace cred::issuer {

/// How long the passport before a new one still counts when the authority names no other number. Holders have
/// ten working days to tell; those who check them hold the old number longer (docs/adr).
inline constexpr unsigned kOldPassportDays = 90;
inline constexpr unsigned kMostOldPassportDays = 366;

struct Authority {
  std::string iss;
  std::string name_zh;
  std::string name_en;
  std::vector<Region> regions;                   // ascending
  std::vector<credential::Category> categories;  // ascending
  std::string hotline;
  unsigned old_passport_days = kOldPassportDays;

  std::string status_prefix() const { return iss + ":"; }
  /// The uri of list `number`, which is its name in the bundle too.
  std::string list_uri(std::uint64_t number) const { return status_prefix() + std::to_string(number); }
};

/// `what`: the file's name, for messages. Every problem is named in one message.
cli::Outcome<Authority> parse_authority(std::string_view text, const std::string& what);
std::string to_json(const Authority& authority);

}  // namespace cred::issuer
