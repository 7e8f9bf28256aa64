// SPDX-License-Identifier: Apache-2.0
// What the register says of a card on a day: the last row imported, what was decided here since, the
// electronic permits of its number, and the policy. The decision date decides (docs/operations/cards.md).
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "cred/trust/issuers.h"
#include "issuer/legacy/electronic.h"
#include "issuer/registry/cards.h"

namespace cred::issuer {

struct CardContext {
  std::span<const CardDecision> decisions;  // of the card's number, in the order in which they were added
  std::span<const Electronic> electronics;  // of the card's number, in the order of minting
  const trust::Policy& policy;
  Day today;
};

/// Obeys legacy::check_record.
legacy::Record record_on(const HeldCard& card, const CardContext& with);

using CardDecisions = std::map<std::string, std::vector<CardDecision>, std::less<>>;
cli::Outcome<CardDecisions> decisions_by_number(CardRegistry& cards);

/// What such a map has of a number.
template <class Map>
auto known_of(const Map& map, const std::string& number) {
  using Span = std::span<const typename Map::mapped_type::value_type>;
  const auto found = map.find(number);
  return found == map.end() ? Span() : Span(found->second);
}

/// Whether a decision of this kind moves the holder to an electronic permit when it is made on or after the
/// cut-over: an extension, a change, a transfer, a passport change.
bool supersedes(legacy::CardEvent event);

}  // namespace cred::issuer
