// SPDX-License-Identifier: Apache-2.0
#include "cred/sdcwt/redact.h"

#include <algorithm>

#include "cred/sdcwt/disclosure.h"

namespace cred::sdcwt {

Result<Redacted> redact(std::span<const Claim> claims, crypto::RandomSource& random) {
  Redacted redacted;
  std::vector<Salt> salts;
  for (const auto& claim : claims) {
    salts.push_back(random.take<sizeof(Salt)>());
    redacted.disclosures.push_back(encode_disclosure(salts.back(), claim.value, claim.key));
    redacted.digests.push_back(digest_of(redacted.disclosures.back()));
  }
  // Two equal salts in one document are a broken generator: what it hides could be guessed.
  std::sort(salts.begin(), salts.end());
  if (std::adjacent_find(salts.begin(), salts.end()) != salts.end())
    return fail(Reason::kRandom, "one salt came twice");
  std::sort(redacted.digests.begin(), redacted.digests.end());
  return redacted;
}

}  // namespace cred::sdcwt
