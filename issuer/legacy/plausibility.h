// SPDX-License-Identifier: Apache-2.0
// Cards that cannot be as the file says. They are kept and flagged: who is wrong, the file or the
// holder, only the authority can find out.
#pragma once

#include <optional>

#include "cred/legacy/record.h"
#include "issuer/legacy/findings.h"

namespace cred::issuer {

struct CardFacts {
  const legacy::Record& record;  // as stated
  std::string_view status;       // the file's word
  Day birth_date;
  std::optional<Day> valid_from;
  Day valid_until;
  bool names_electronic;
};

/// The last day that a card of this category can lawfully have: those of the day before the cut-over ran for
/// five years, of category C for one.
Day last_lawful_end(std::uint8_t category, Day cut_over);

/// Adds a flag for every rule that the card breaks.
void flag_implausible(const CardFacts& card, Day cut_over, Findings& findings);

}  // namespace cred::issuer
