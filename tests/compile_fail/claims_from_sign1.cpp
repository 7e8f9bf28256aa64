// SPDX-License-Identifier: Apache-2.0
// Nor from a message that is only well formed.
#include "cred/cwt/claims.h"

bool readable(const cred::cose::Sign1& unverified, const cred::cose::Verified& message) {
#ifdef WRONG
  return cred::cwt::Claims::parse(unverified).has_value() && message.payload().empty();
#else
  return cred::cwt::Claims::parse(message).has_value() && unverified.header().kid.value().empty();
#endif
}
