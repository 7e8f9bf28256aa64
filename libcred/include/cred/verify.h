// SPDX-License-Identifier: Apache-2.0
// From the text of a QR code to a verdict, offline. All state of the world is an argument: trust data, status
// lists, the clock and its floor, who asks and what is compared.
#pragma once

#include <optional>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/time.h"
#include "cred/status/archive.h"
#include "cred/trust/bundle.h"
#include "cred/verdict.h"

namespace cred {

struct PassportToCompare {
  std::string_view number;
  Day birth_date;
};

struct VerifyContext {
  const trust::Bundle* trust;     // none: UNKNOWN no-bundle
  const status::Archive* status;  // none: no list is held
  Instant clock_floor;            // newest issued / iat of everything held
  Instant now;
  trust::VerifierRole role = trust::VerifierRole::kEmployer;
  std::optional<std::string_view> employer;  // USCC to compare
  std::optional<PassportToCompare> passport;
};

/// One code's text as scanned or typed, whatever it is.
Verdict verify(std::string_view text, const VerifyContext& with);

/// A static permit's token bytes (typ 61).
Verdict verify_static(BytesView token, const VerifyContext& with);

}  // namespace cred
