// SPDX-License-Identifier: Apache-2.0
// The first half of a verification: whose token is this, and may it be believed? The first failure ends the
// check and nothing of the code is shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "cred/credential/groups.h"
#include "cred/cwt/claims.h"
#include "cred/sdcwt/token.h"
#include "cred/verify.h"

namespace cred::verification {

/// Where authenticate() stopped, and why.
struct Stopped {
  Check check;
  Error error;
  std::optional<Check> passed{};  // up to and with this one; none: everything before `check`
};

template <class T>
using Step = tl::expected<T, Stopped>;

struct Employer {
  std::string_view name_zh;
  std::string_view uscc;
};

/// What a trusted authority signed within its powers, as far as it was shown, with its status if the list is
/// held. Views into the token.
struct Genuine {
  const trust::Entry* issuer;
  cwt::Claims claims;
  credential::Terms terms;
  credential::ShownGroups shown{};
  std::optional<Employer> employer{};   // a print shows it without the rest of its group
  std::optional<sdcwt::Proven> live{};  // none: a print
  std::optional<status::HeldList> list{};
  std::optional<std::uint8_t> status{};  // none: list or block missing
};

/// The static permit of `token`, in the order of docs/reasons.md.
Step<Genuine> authenticate_static(BytesView token, const VerifyContext& with);
/// The live presentation of `token`, likewise.
Step<Genuine> authenticate_presentation(BytesView token, const VerifyContext& with);

}  // namespace cred::verification
