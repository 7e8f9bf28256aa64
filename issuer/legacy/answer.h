// SPDX-License-Identifier: Apache-2.0
// What the authority itself answers of a card, from its registry: to a question by the number alone, and for
// all cards together.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cred/verdict.h"
#include "issuer/legacy/card_state.h"
#include "issuer/legacy/row.h"

namespace cred::issuer {

/// Everything that is known of one number.
struct NumberRecord {
  std::string number;  // normalised
  std::vector<HeldCard> cards;
  std::vector<CardDecision> decisions;
  std::vector<Electronic> electronics;

  legacy::Record record(const HeldCard& card, const trust::Policy& policy, Day today) const {
    return record_on(card, {decisions, electronics, policy, today});
  }
  /// The electronic permit that counts: the last one that has begun; where none has, the last one decided.
  const Electronic* electronic(Day today) const;
};
cli::Outcome<NumberRecord> read_number(Registry& registry, std::string_view number, Day today);

/// As a verifier with the register of this moment answers (verify_legacy.cpp): the same words, the same
/// order.
Verdict answer(const legacy::Record& record, Instant now);
Verdict unknown(Instant now);

/// How the physical cards come to their end.
struct Sunset {
  std::size_t cards = 0;
  std::map<VerdictCode, std::size_t> verdicts;
  std::map<std::string, std::size_t, std::less<>> flags;
  std::size_t flagged = 0;  // cards
  /// Cards in force that end in a month, by its first day's YYYYMM.
  std::map<unsigned, std::size_t> ending;
  std::optional<Day> last;

  std::size_t in_force() const;
};
cli::Outcome<Sunset> sunset(Registry& registry, const RowRules& rules, const trust::Policy& policy,
                            Instant now);

}  // namespace cred::issuer
