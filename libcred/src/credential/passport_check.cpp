// SPDX-License-Identifier: Apache-2.0
#include "cred/credential/passport_check.h"

#include <algorithm>
#include <string>

#include "cred/codec/unicode.h"
#include "cred/crypto/argon2.h"

namespace cred::credential {

Result<PassportCheck::Tag> passport_tag(std::string_view number, Day birth_date,
                                        const PassportCheck::Salt& salt) {
  const std::string folded = codec::fold_number(number);
  if (folded.empty()) return fail(Reason::kText, "a passport number has letters A-Z or digits");
  const std::string input =
      std::string("FWP1 passport") + '\0' + folded + '\0' + std::to_string(birth_date.yyyymmdd());
  std::array<std::uint8_t, 16> out;
  CRED_CHECK(crypto::argon2id(as_bytes(input), salt, crypto::kPassportCost, out));
  PassportCheck::Tag tag;
  std::copy_n(out.begin(), tag.size(), tag.begin());
  return tag;
}

Result<PassportMatch> match_passport(const PassportCheck& check, std::string_view number, Day birth_date,
                                     Day today) {
  CRED_TRY(const auto tag, passport_tag(number, birth_date, check.salt));
  if (tag == check.tag) return PassportMatch::kMatch;
  const bool previous = check.previous && tag == check.previous->tag && today <= check.previous->last_day;
  return previous ? PassportMatch::kPreviousMatch : PassportMatch::kNoMatch;
}

}  // namespace cred::credential
