// SPDX-License-Identifier: Apache-2.0
// From the text of a QR code to a verdict, offline. All state of the world is an argument: trust data, status
// lists, the clock and its floor, who asks and what is compared.
#pragma once

#include <optional>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/time.h"
#include "cred/credential/mrz.h"
#include "cred/sdcwt/challenge.h"
#include "cred/sdcwt/replay.h"
#include "cred/status/archive.h"
#include "cred/trust/bundle.h"
#include "cred/verdict.h"

namespace cred {

struct PassportToCompare {
  std::string_view number;
  Day birth_date;
};

/// How long a challenge awaits its answer.
inline constexpr std::chrono::seconds kChallengeLife{300};

/// A challenge whose answer is awaited, and what the verifier's store knows of its nonce.
struct AwaitedAnswer {
  std::string_view audience;
  sdcwt::Nonce nonce;
  std::optional<Instant> made;  // none: not by this store
  bool used;                    // an answer was accepted before
};

struct VerifyContext {
  const trust::Bundle* trust;     // none: UNKNOWN no-bundle
  const status::Archive* status;  // none: no list is held
  Instant clock_floor;            // newest issued / iat of everything held
  Instant now;
  trust::VerifierRole role = trust::VerifierRole::kEmployer;
  std::optional<std::string_view> employer;  // USCC to compare
  std::optional<PassportToCompare> passport;
  std::optional<credential::MrzName> mrz_name{};  // compared with the name, beside `passport`
  std::optional<AwaitedAnswer> challenge{};       // there: only its answer counts
  const sdcwt::ReplayMemory* replay = nullptr;    // none: nothing was shown before
};

/// One code's text as scanned or typed, whatever it is.
Verdict verify(std::string_view text, const VerifyContext& with);

/// A static permit's token bytes (typ 61).
Verdict verify_static(BytesView token, const VerifyContext& with);
/// A live presentation's token bytes (typ 294). Once the caller has taken the verdict for good, `remember`
/// of it goes into the replay memory, and in challenge mode the nonce is used.
Verdict verify_presentation(BytesView token, const VerifyContext& with);

}  // namespace cred
