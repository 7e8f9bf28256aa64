// SPDX-License-Identifier: Apache-2.0
// Passport check (docs/formats/static-permit.md): the first 4 octets of Argon2id over `FWP1 passport` 00
// NUMBER 00 YYYYMMDD of birth, with the salt of the permit. What it hides and what not: docs/threat-model.md.
#pragma once

#include <string_view>

#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/credential/permit.h"

namespace cred::credential {

/// `number`: as typed; NFKC, upper case, only A-Z 0-9 enter. Reason text when nothing is left of it.
Result<PassportCheck::Tag> passport_tag(std::string_view number, Day birth_date,
                                        const PassportCheck::Salt& salt);

enum class PassportMatch : std::uint8_t {
  kMatch,
  kPreviousMatch /* the old passport, within its days */,
  kNoMatch
};

Result<PassportMatch> match_passport(const PassportCheck& check, std::string_view number, Day birth_date,
                                     Day today);

}  // namespace cred::credential
