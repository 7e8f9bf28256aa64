// SPDX-License-Identifier: Apache-2.0
// The one closed vocabulary of reasons, and the error that carries one.
//
// The word is for programs: library, JSON and docs/reasons.md use the same ones (tools/check_reasons compares
// them). The detail is for people: lower case, the two values that disagree; never compared, never parsed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cred {

// clang-format off
/// X(enumerator, "word"). Adding one is a CHANGELOG line; renaming one is forbidden.
#define CRED_REASONS(X)                                                                                       \
  /* UNREADABLE: no text of ours was obtained */                                                              \
  X(kNoCode, "no-code") X(kWebAddress, "web-address") X(kNotOurs, "not-ours") X(kTooLarge, "too-large")       \
  X(kUnsupportedFormat, "unsupported-format")                                                                 \
  /* MALFORMED: our prefix, not our format */                                                                 \
  X(kBase45, "base45") X(kCbor, "cbor") X(kNotDeterministic, "not-deterministic") X(kCose, "cose")            \
  X(kHeader, "header") X(kTyp, "typ") X(kAlgorithm, "algorithm") X(kClaims, "claims")                         \
  X(kStatusIndex, "status-index") X(kDisclosure, "disclosure") X(kTimeInconsistent, "time-inconsistent")      \
  /* UNTRUSTED_ISSUER */                                                                                      \
  X(kUnknownKey, "unknown-key") X(kWrongPurpose, "wrong-purpose") X(kWrongRegion, "wrong-region")             \
  X(kWrongCategory, "wrong-category") X(kWrongIssuerName, "wrong-issuer-name")                                \
  X(kWrongStatusPrefix, "wrong-status-prefix") X(kOutsideSigningWindow, "outside-signing-window")             \
  X(kLifetimeTooLong, "lifetime-too-long") X(kKeyRevoked, "key-revoked")                                      \
  X(kWrongEnvironment, "wrong-environment")                                                                   \
  /* BAD_SIGNATURE */                                                                                         \
  X(kIssuerSignature, "issuer-signature") X(kHolderSignature, "holder-signature")                             \
  /* the document, the permission, the holder, the employer: the verdict itself in kebab-case */              \
  X(kLost, "lost") X(kRevoked, "revoked") X(kCancelled, "cancelled") X(kSuperseded, "superseded")             \
  X(kSuspended, "suspended") X(kExpired, "expired") X(kNotYetValid, "not-yet-valid")                          \
  X(kPassport, "passport") X(kBirthDate, "birth-date") X(kName, "name")                                       \
  X(kEmployerMismatch, "employer-mismatch") X(kExemptPermanentResident, "exempt-permanent-resident")          \
  /* CLOCK_SUSPECT, NOT_PROVEN, UNKNOWN, VALID_STALE */                                                       \
  X(kClockBeforeData, "clock-before-data") X(kIssuedInFuture, "issued-in-future") X(kAudience, "audience")    \
  X(kNonce, "nonce") X(kReplay, "replay") X(kPresentationOld, "presentation-old") X(kNotShown, "not-shown")   \
  X(kBindingTooLow, "binding-too-low") X(kNoBundle, "no-bundle")                                              \
  X(kStatusListMissing, "status-list-missing") X(kStatusValue, "status-value")                                \
  X(kNotInList, "not-in-list") X(kNoListForRegion, "no-list-for-region") X(kDataOld, "data-old")              \
  X(kBundleExpired, "bundle-expired") X(kRootExpired, "root-expired")                                         \
  /* update and init: why trust data were refused, the old state kept */                                      \
  X(kThreshold, "threshold") X(kRollback, "rollback") X(kEquivocation, "equivocation")                        \
  X(kVersionGap, "version-gap") X(kMemberHash, "member-hash") X(kMemberMissing, "member-missing")             \
  X(kMemberUnlisted, "member-unlisted") X(kDuplicateKey, "duplicate-key") X(kTombstoneMissing, "tombstone-missing") \
  X(kTrustForm, "trust-form") X(kFingerprint, "fingerprint")                                                  \
  /* issuing and key files */                                                                                 \
  X(kRequest, "request") X(kTooLargeForQr, "too-large-for-qr") X(kKeyFile, "key-file")                        \
  X(kPassphrase, "passphrase") X(kRandom, "random") X(kCrypto, "crypto") X(kPicture, "picture")               \
  X(kText, "text") X(kDate, "date") X(kKey, "key")
// clang-format on

enum class Reason : std::uint8_t {
#define CRED_REASON_ENUMERATOR(name, word) name,
  CRED_REASONS(CRED_REASON_ENUMERATOR)
#undef CRED_REASON_ENUMERATOR
};

/// The word of docs/reasons.md, kebab-case.
std::string_view word(Reason reason);

struct Error {
  Reason reason;
  std::string detail;
};

}  // namespace cred
