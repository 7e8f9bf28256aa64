// SPDX-License-Identifier: Apache-2.0
// What the authority knows of physical cards, for ever (docs/formats/registry.md): events that are only ever
// added, as for electronic permits. Beside them the derived keys of a register, which are slow to
// make and could be made again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/failure.h"
#include "cred/base/time.h"
#include "cred/legacy/number.h"
#include "cred/legacy/record.h"

namespace cred::issuer {

/// What a row of an import says of a card.
struct CardRow {
  std::string number;  // normalised: what finds it
  std::uint8_t card;   // its sequence among the cards of the number
  Day birth_date;
  legacy::Record record;   // as stated; what is published follows from it, policy and later decisions
  std::string electronic;  // request id of the electronic permit that it names, or empty
  std::string content;     // the whole row, canonical JSON
};

/// A row that was imported before.
struct KnownCard {
  std::uint64_t event;  // its place among the events
  Day decided;
  std::string content;
};

/// Decided here, for one card of a number or (card 0) for the permission that all of them prove.
struct CardDecision {
  Instant time;
  std::string kind;  // "extend", "change", "transfer", "reissue", "lost", "cancel", "revoke", …
  std::string number;
  std::uint8_t card = 0;
  Day decided;
  std::string electronic;  // request id of the permit that was minted for it, or empty
  std::string content;     // canonical JSON: what a decision before the cut-over changed; or the reason
};

/// What is known of one card: the last row imported, before any decision.
struct HeldCard {
  std::string number;
  std::uint8_t card;
  Day birth_date;
  legacy::Record record;
  std::string electronic;
  std::optional<legacy::CardKey> key;  // of each_keyed
  std::string content;                 // of the others: the row, canonical JSON
};

struct CardHolder {
  std::string number;
  Day birth_date;
};

struct RegisterSalt {
  legacy::Salt salt;
  Day since;
};

class CardRegistry {
 public:
  virtual ~CardRegistry() = default;

  /// What happens between is one transaction, the events of permits included: all of it or nothing.
  virtual cli::Outcome<void> begin() = 0;
  virtual cli::Outcome<void> commit() = 0;
  virtual cli::Outcome<void> give_up() = 0;
  virtual cli::Outcome<std::optional<KnownCard>> find(std::string_view number, std::uint8_t card) = 0;
  /// Its place among the events.
  virtual cli::Outcome<std::uint64_t> add(const CardRow& row, Instant now) = 0;

  virtual cli::Outcome<void> add(const CardDecision& decision) = 0;
  /// Every decision, in the order in which they were added; of one number when it is given.
  virtual cli::Outcome<std::vector<CardDecision>> decisions(std::string_view number = {}) = 0;

  /// The cards of one number, by sequence.
  virtual cli::Outcome<std::vector<HeldCard>> cards(std::string_view number) = 0;
  /// Every card, by number and sequence.
  virtual cli::Outcome<void> each_card(const std::function<cli::Outcome<void>(const HeldCard&)>& use) = 0;
  /// Every card that has a derived key, by its tag and sequence.
  virtual cli::Outcome<void> each_keyed(const std::function<cli::Outcome<void>(const HeldCard&)>& use) = 0;
  /// The rows that were imported of one card, first to last, as (when, content).
  virtual cli::Outcome<std::vector<std::pair<Instant, std::string>>> rows(std::string_view number,
                                                                          std::uint8_t card) = 0;
  virtual cli::Outcome<bool> empty() = 0;

  /// Numbers and birth dates without a derived key.
  virtual cli::Outcome<std::vector<CardHolder>> without_key() = 0;
  virtual cli::Outcome<void> keep_keys(const std::vector<std::pair<CardHolder, legacy::CardKey>>& keys) = 0;
  virtual cli::Outcome<std::optional<RegisterSalt>> salt() = 0;
  /// From now on; every derived key goes.
  virtual cli::Outcome<void> set_salt(const RegisterSalt& salt) = 0;
};

}  // namespace cred::issuer
