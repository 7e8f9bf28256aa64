// SPDX-License-Identifier: Apache-2.0
// The first half of a verification: whose token is this, and may it be believed? The first failure ends the
// check and nothing of the code is shown.
#pragma once

#include <cstdint>
#include <optional>

#include "cred/credential/permit.h"
#include "cred/cwt/claims.h"
#include "cred/verify.h"

namespace cred::verification {

/// Where authenticate() stopped, and why.
struct Stopped {
  Check check;
  Error error;
  bool after_claims = false;  // the powers of a known key are asked last, once signature and claims stand
};

template <class T>
using Step = tl::expected<T, Stopped>;

/// A token that a trusted authority signed within its powers, with its status if the list is held.
struct Genuine {
  const trust::Entry* issuer;
  cwt::Claims claims;
  credential::StaticPermit permit;
  std::optional<status::HeldList> list;
  std::optional<std::uint8_t> status;  // none: list or block missing
};

/// The static permit of `token`, in the order of docs/reasons.md.
Step<Genuine> authenticate(BytesView token, const VerifyContext& with);

}  // namespace cred::verification
