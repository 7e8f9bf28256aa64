// SPDX-License-Identifier: Apache-2.0
// From the number on a physical card and the holder's birth date to a verdict, offline, by the registers
// held: this card on one axis, the permission it proves on the other. The same verdicts, checks and sentences
// as for a code (verify.h), with the lists the answer rests on.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "cred/base/region.h"
#include "cred/base/time.h"
#include "cred/registers.h"
#include "cred/trust/bundle.h"
#include "cred/verdict.h"

namespace cred {

struct CardQuestion {
  std::string_view number;                     // as typed
  Day birth_date;                              // as the passport has it
  std::optional<Day> issued{};                 // picks one of several cards; else the latest answers
  std::optional<Region> region{};              // what a list must cover for "not in it" to mean anything
  std::optional<std::string_view> employer{};  // USCC to compare
};

struct LegacyContext {
  const trust::Bundle* trust;               // none: UNKNOWN no-bundle
  std::span<const HeldRegister> registers;  // all are asked
  std::span<const std::string> not_held{};  // registers that the head names and nobody brought
  Instant clock_floor;
  Instant now;
  trust::VerifierRole role = trust::VerifierRole::kEmployer;
};

/// What the state of a card, or of the permission it proves, leads to. None: nothing stands against it.
std::optional<Reason> reason_of(legacy::CardState state);
std::optional<Reason> reason_of(legacy::CardPermission permission);
/// What the permission is, whatever became of the card. `latest`: the day by which an end has passed;
/// `today`: none when the clock is suspect.
Permission permission_of(const legacy::Record& card, Day latest, std::optional<Day> today);

/// One Argon2id derivation a register (docs/benchmarks.md: card-key). A card found is answered by its record;
/// not found is UNKNOWN, but for the number of a permanent resident, who needs no work permit.
Verdict verify_legacy(const CardQuestion& question, const LegacyContext& with);

}  // namespace cred
