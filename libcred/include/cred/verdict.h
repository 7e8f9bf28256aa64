// SPDX-License-Identifier: Apache-2.0
// What a verifier answers (docs/reasons.md): three outcomes, one verdict with its reason, every check with
// its result, and only those facts that were disclosed and verified.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cred/base/error.h"
#include "cred/base/region.h"
#include "cred/base/time.h"
#include "cred/credential/mrz.h"
#include "cred/crypto/digest.h"
#include "cred/legacy/record.h"

namespace cred {

enum class Outcome : std::uint8_t { kAccepted, kRefused, kUndetermined };

/// Refused and undetermined verdicts of the second group stand in the order in which the first one wins.
enum class VerdictCode : std::uint8_t {
  kUnreadable,
  kMalformed,
  kUntrustedIssuer,
  kBadSignature,
  kLost,
  kRevoked,
  kCancelled,
  kSuperseded,
  kSuspended,
  kExpired,
  kNotYetValid,
  kHolderMismatch,
  kEmployerMismatch,
  kClockSuspect,
  kNotProven,
  kUnknown,
  kValidStale,
  kValidDual,
  kValidLegacy,
  kValid,
  kExemptPermanentResident,
};

std::string_view name(VerdictCode code);  // "VALID", "BAD_SIGNATURE"
Outcome outcome_of(VerdictCode code);
std::string_view name(Outcome outcome);  // "accepted", "refused", "undetermined"

/// The verdict a reason leads to (each reason of a verdict leads to exactly one).
VerdictCode verdict_of(Reason reason);

enum class Check : std::uint8_t {
  kText,
  kForm,
  kIssuer,
  kSignature,
  kClaims,
  kHolder,
  kDisclosure,
  kStatus,
  kValidity,
  kClock,
  kPassport,
  kEmployer,
  kFreshness,
};
inline constexpr std::size_t kChecks = 13;
std::string_view name(Check check);

enum class CheckResult : std::uint8_t { kNotReached, kPassed, kFailed };
std::string_view name(CheckResult result);  // "not-reached", "passed", "failed"

struct CheckEntry {
  CheckResult result = CheckResult::kNotReached;
  std::optional<Reason> reason;  // when failed
  std::string expected;          // when failed and meaningful
  std::string found;
};

enum class Binding : std::uint8_t { kBearer, kCardMatched, kHolderProven };
std::string_view name(Binding binding);  // "bearer", "card-matched", "holder-proven"

enum class Mode : std::uint8_t { kStatic, kQuick, kChallenge, kLegacy };
std::string_view name(Mode mode);

enum class Freshness : std::uint8_t { kUnknown, kFresh, kAging, kStale };
std::string_view name(Freshness freshness);

enum class Permission : std::uint8_t {
  kUnknown,
  kInForce,
  kNotYet,
  kExpired,
  kCancelled,
  kRevoked,
  kSuspended
};
std::string_view name(Permission permission);

/// Group 21, when shown.
struct IdentityFacts {
  std::string sex;  // ISO 5218 as a letter: M, F, X (not known or not applicable)
  Day birth_date;
  std::string passport_number;
  std::string issuing_state;
  Day passport_expiry;
};

/// Group 22, when a live code shows it (the employer stands in Facts for prints too).
struct WorkFacts {
  std::string permit_number;
  Day decided;
  std::string nationality;
  std::string position_zh;
  std::string region;
  std::string kind;  // "over_90_days", "up_to_90_days"
};

/// Group 26, when shown.
struct RecordFacts {
  std::uint64_t basis;
  std::string social_security_number;
  std::string social_security_region;
  std::optional<std::string> predecessor;
  std::string event;  // "issued", "extension", …
  Day date;
};

/// What the code says, owned copies. There only after every check of form, issuer, signature and claims
/// passed, and of a live code also of holder and disclosure. Only what was shown.
struct Facts {
  std::string document;  // document id
  std::string iss;
  std::string issuer_zh;  // from the bundle, never from the code
  std::string issuer_en;
  std::vector<std::string> groups{};  // shown: "name", "work", …
  std::optional<std::string> name{};
  std::optional<std::string> name_native{};
  std::string category;
  std::string region;
  Day valid_from;
  Day valid_until;
  std::optional<std::string> employer_zh{};
  std::optional<std::string> employer_uscc{};
  std::optional<IdentityFacts> identity{};
  std::optional<WorkFacts> work{};
  std::optional<RecordFacts> record{};
};

/// A register of physical cards that was asked: whose, of which regions, of when.
struct ListAsked {
  std::string iss;
  std::vector<Region> regions;
  Instant as_of;
};

struct Verdict {
  VerdictCode code = VerdictCode::kUnreadable;
  std::optional<Reason> reason;  // none when accepted
  std::string detail;            // for people: what disagreed; never text of an unverified code
  std::array<CheckEntry, kChecks> checks;
  std::optional<Binding> binding;
  std::optional<Mode> mode;
  Freshness freshness = Freshness::kUnknown;
  Permission permission = Permission::kUnknown;
  std::optional<Facts> facts;
  std::optional<Instant> bundle_as_of;              // head issued
  std::optional<Instant> status_as_of;              // iat of the list used
  Instant now;                                      // the clock it was judged by
  std::optional<credential::NameMatch> name_match;  // when a passport's name was compared
  std::optional<Instant> seen_at;                   // replay: when this very code was accepted
  /// A live code that was accepted, or would be but for the age of the data: what the replay memory keeps.
  std::optional<crypto::Digest> remember;
  std::optional<legacy::Record> card;  // mode legacy: what the register says of this card
  std::vector<ListAsked> lists;        // mode legacy: all that were asked

  const CheckEntry& check(Check which) const { return checks[static_cast<std::size_t>(which)]; }
  CheckEntry& check(Check which) { return checks[static_cast<std::size_t>(which)]; }
};

/// One plain sentence each: what it means, what to do, what not to conclude.
struct Message {
  std::string zh;
  std::string en;
};
Message message_of(const Verdict& verdict);

/// The headline of a screen: "有效", "Valid".
Message title_of(const Verdict& verdict);
Message title_of(VerdictCode code);

}  // namespace cred
