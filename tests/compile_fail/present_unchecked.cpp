// SPDX-License-Identifier: Apache-2.0
// A wallet presents what its holder has checked, not octets that came from somewhere.
#include "cred/present.h"

bool presents(cred::BytesView token, const cred::HeldPermit& held, cred::crypto::Signer& device) {
#ifdef WRONG
  return cred::present_quick(token, cred::trust::VerifierRole::kGuard, {}, device, {}).has_value() &&
         held.token().empty();
#else
  return cred::present_quick(held, cred::trust::VerifierRole::kGuard, {}, device, {}).has_value() &&
         token.empty();
#endif
}
