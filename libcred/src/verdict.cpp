// SPDX-License-Identifier: Apache-2.0
#include "cred/verdict.h"

#include <cstddef>
#include <iterator>

namespace cred {

namespace {

/// An enumerator is its row in a table.
template <class Enum>
constexpr std::size_t row(Enum value) {
  return static_cast<std::size_t>(value);
}

struct CodeRow {
  std::string_view name;
  Outcome outcome;
};

// In the order of VerdictCode.
constexpr CodeRow kCodes[] = {
    {"UNREADABLE", Outcome::kUndetermined},
    {"MALFORMED", Outcome::kRefused},
    {"UNTRUSTED_ISSUER", Outcome::kRefused},
    {"BAD_SIGNATURE", Outcome::kRefused},
    {"LOST", Outcome::kRefused},
    {"REVOKED", Outcome::kRefused},
    {"CANCELLED", Outcome::kRefused},
    {"SUPERSEDED", Outcome::kRefused},
    {"SUSPENDED", Outcome::kRefused},
    {"EXPIRED", Outcome::kRefused},
    {"NOT_YET_VALID", Outcome::kRefused},
    {"HOLDER_MISMATCH", Outcome::kRefused},
    {"EMPLOYER_MISMATCH", Outcome::kRefused},
    {"CLOCK_SUSPECT", Outcome::kUndetermined},
    {"NOT_PROVEN", Outcome::kUndetermined},
    {"UNKNOWN", Outcome::kUndetermined},
    {"VALID_STALE", Outcome::kUndetermined},
    {"VALID_DUAL", Outcome::kAccepted},
    {"VALID_LEGACY", Outcome::kAccepted},
    {"VALID", Outcome::kAccepted},
    {"EXEMPT_PERMANENT_RESIDENT", Outcome::kUndetermined},
};

// Each in the order of its enumeration.
constexpr std::string_view kOutcomes[] = {"accepted", "refused", "undetermined"};
constexpr std::string_view kCheckNames[] = {"text",     "form",       "issuer",   "signature", "claims",
                                            "holder",   "disclosure", "status",   "validity",  "clock",
                                            "passport", "employer",   "freshness"};
static_assert(std::size(kCheckNames) == kChecks);
constexpr std::string_view kResults[] = {"not-reached", "passed", "failed"};
constexpr std::string_view kBindings[] = {"bearer", "card-matched", "holder-proven"};
constexpr std::string_view kModes[] = {"static", "quick", "challenge", "legacy"};
constexpr std::string_view kFreshnesses[] = {"unknown", "fresh", "aging", "stale"};
constexpr std::string_view kPermissions[] = {"unknown",   "in-force", "not-yet",  "expired",
                                             "cancelled", "revoked",  "suspended"};

}  // namespace

std::string_view name(VerdictCode code) {
  return kCodes[row(code)].name;
}
Outcome outcome_of(VerdictCode code) {
  return kCodes[row(code)].outcome;
}
std::string_view name(Outcome outcome) {
  return kOutcomes[row(outcome)];
}
std::string_view name(Check check) {
  return kCheckNames[row(check)];
}
std::string_view name(CheckResult result) {
  return kResults[row(result)];
}
std::string_view name(Binding binding) {
  return kBindings[row(binding)];
}
std::string_view name(Mode mode) {
  return kModes[row(mode)];
}
std::string_view name(Freshness freshness) {
  return kFreshnesses[row(freshness)];
}
std::string_view name(Permission permission) {
  return kPermissions[row(permission)];
}

VerdictCode verdict_of(Reason reason) {
  switch (reason) {
    case Reason::kNoCode:
    case Reason::kWebAddress:
    case Reason::kNotOurs:
    case Reason::kTooLarge:
    case Reason::kUnsupportedFormat:
      return VerdictCode::kUnreadable;
    case Reason::kUnknownKey:
    case Reason::kWrongPurpose:
    case Reason::kWrongRegion:
    case Reason::kWrongCategory:
    case Reason::kWrongIssuerName:
    case Reason::kWrongStatusPrefix:
    case Reason::kOutsideSigningWindow:
    case Reason::kLifetimeTooLong:
    case Reason::kKeyRevoked:
    case Reason::kWrongEnvironment:
      return VerdictCode::kUntrustedIssuer;
    case Reason::kIssuerSignature:
    case Reason::kHolderSignature:
      return VerdictCode::kBadSignature;
    case Reason::kLost:
      return VerdictCode::kLost;
    case Reason::kRevoked:
      return VerdictCode::kRevoked;
    case Reason::kCancelled:
      return VerdictCode::kCancelled;
    case Reason::kSuperseded:
      return VerdictCode::kSuperseded;
    case Reason::kSuspended:
      return VerdictCode::kSuspended;
    case Reason::kExpired:
      return VerdictCode::kExpired;
    case Reason::kNotYetValid:
      return VerdictCode::kNotYetValid;
    case Reason::kPassport:
    case Reason::kBirthDate:
    case Reason::kName:
      return VerdictCode::kHolderMismatch;
    case Reason::kEmployerMismatch:
      return VerdictCode::kEmployerMismatch;
    case Reason::kExemptPermanentResident:
      return VerdictCode::kExemptPermanentResident;
    case Reason::kClockBeforeData:
    case Reason::kIssuedInFuture:
      return VerdictCode::kClockSuspect;
    case Reason::kAudience:
    case Reason::kNonce:
    case Reason::kReplay:
    case Reason::kPresentationOld:
    case Reason::kNotShown:
    case Reason::kBindingTooLow:
      return VerdictCode::kNotProven;
    case Reason::kNoBundle:
    case Reason::kStatusListMissing:
    case Reason::kStatusValue:
    case Reason::kNotInList:
    case Reason::kNoListForRegion:
      return VerdictCode::kUnknown;
    case Reason::kDataOld:
    case Reason::kBundleExpired:
    case Reason::kRootExpired:
      return VerdictCode::kValidStale;
    default:
      return VerdictCode::kMalformed;  // every fault of form
  }
}

}  // namespace cred
