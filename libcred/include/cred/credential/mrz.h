// SPDX-License-Identifier: Apache-2.0
// The machine readable zone of a passport (ICAO 9303-4, TD3: two lines of 44), and how its name compares with
// a permit's: match, near or no. A near name is no mismatch, and never becomes a match.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cred/base/result.h"
#include "cred/base/time.h"

namespace cred::credential {

/// The name field without its fillers at the end: "AL<RASHED<<NORAH<ABDULLAH".
struct MrzName {
  std::string field;
};

inline constexpr std::size_t kMrzNameLength = 39;

struct Mrz {
  MrzName name;
  std::string number;
  Day birth_date;
};

/// `lines`: two lines of 44; blanks at their ends and blank lines do not count. Every check digit is checked
/// before anything is believed. The century of the birth date is the last one that is not after `today`.
/// Reason text; the detail names the check digit that fails.
Result<Mrz> parse_mrz(std::string_view lines, Day today);

enum class NameMatch : std::uint8_t { kMatch, kNear, kNo };
std::string_view name(NameMatch match);  // "match", "near", "no"

/// `passport_form`: "SURNAME, GIVEN" of group 20.
NameMatch match_name(const MrzName& mrz, std::string_view passport_form);

}  // namespace cred::credential
