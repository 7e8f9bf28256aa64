// SPDX-License-Identifier: Apache-2.0
#include "cred/verdict.h"

#include <catch2/catch.hpp>

namespace cred {
namespace {

TEST_CASE("verdicts have their names and outcomes") {
  const auto [code, text, outcome] = GENERATE(table<VerdictCode, const char*, Outcome>({
      {VerdictCode::kUnreadable, "UNREADABLE", Outcome::kUndetermined},
      {VerdictCode::kMalformed, "MALFORMED", Outcome::kRefused},
      {VerdictCode::kUntrustedIssuer, "UNTRUSTED_ISSUER", Outcome::kRefused},
      {VerdictCode::kBadSignature, "BAD_SIGNATURE", Outcome::kRefused},
      {VerdictCode::kLost, "LOST", Outcome::kRefused},
      {VerdictCode::kRevoked, "REVOKED", Outcome::kRefused},
      {VerdictCode::kCancelled, "CANCELLED", Outcome::kRefused},
      {VerdictCode::kSuperseded, "SUPERSEDED", Outcome::kRefused},
      {VerdictCode::kSuspended, "SUSPENDED", Outcome::kRefused},
      {VerdictCode::kExpired, "EXPIRED", Outcome::kRefused},
      {VerdictCode::kNotYetValid, "NOT_YET_VALID", Outcome::kRefused},
      {VerdictCode::kHolderMismatch, "HOLDER_MISMATCH", Outcome::kRefused},
      {VerdictCode::kEmployerMismatch, "EMPLOYER_MISMATCH", Outcome::kRefused},
      {VerdictCode::kClockSuspect, "CLOCK_SUSPECT", Outcome::kUndetermined},
      {VerdictCode::kNotProven, "NOT_PROVEN", Outcome::kUndetermined},
      {VerdictCode::kUnknown, "UNKNOWN", Outcome::kUndetermined},
      {VerdictCode::kValidStale, "VALID_STALE", Outcome::kUndetermined},
      {VerdictCode::kValidDual, "VALID_DUAL", Outcome::kAccepted},
      {VerdictCode::kValidLegacy, "VALID_LEGACY", Outcome::kAccepted},
      {VerdictCode::kValid, "VALID", Outcome::kAccepted},
      {VerdictCode::kExemptPermanentResident, "EXEMPT_PERMANENT_RESIDENT", Outcome::kUndetermined},
  }));
  CHECK(name(code) == text);
  CHECK(outcome_of(code) == outcome);
}

TEST_CASE("a reason that a verdict is named after leads to that verdict") {
  std::size_t named = 0;
  for (int i = 0; i <= static_cast<int>(VerdictCode::kExemptPermanentResident); ++i) {
    std::string kebab;
    for (const char c : name(static_cast<VerdictCode>(i)))
      kebab += c == '_' ? '-' : static_cast<char>(c - 'A' + 'a');
#define CRED_SAME_NAME(reason, text)                                  \
  if (kebab == (text)) {                                              \
    CHECK(verdict_of(Reason::reason) == static_cast<VerdictCode>(i)); \
    ++named;                                                          \
  }
    CRED_REASONS(CRED_SAME_NAME)
#undef CRED_SAME_NAME
  }
  CHECK(named == 9);  // LOST to NOT_YET_VALID, EMPLOYER_MISMATCH, EXEMPT_PERMANENT_RESIDENT
}

TEST_CASE("no reason leads to an accepted verdict") {
#define CRED_NOT_ACCEPTED(reason, text) CHECK(outcome_of(verdict_of(Reason::reason)) != Outcome::kAccepted);
  CRED_REASONS(CRED_NOT_ACCEPTED)
#undef CRED_NOT_ACCEPTED
}

}  // namespace
}  // namespace cred
