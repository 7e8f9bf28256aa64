// SPDX-License-Identifier: Apache-2.0
// Nor is it enough that the issuer signed the credential.
#include "cred/sdcwt/reveal.h"

bool readable(const cred::cose::Verified& credential, const cred::sdcwt::Proven& proven,
              const cred::sdcwt::RedactedMap& map) {
#ifdef WRONG
  return cred::sdcwt::reveal(credential, map).has_value() && proven.audience().empty();
#else
  return cred::sdcwt::reveal(proven, map).has_value() && credential.payload().empty();
#endif
}
