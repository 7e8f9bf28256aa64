// SPDX-License-Identifier: Apache-2.0
// Claims are not read from octets.
#include "cred/cwt/claims.h"

bool readable(const cred::cose::Verified& message) {
#ifdef WRONG
  return cred::cwt::Claims::parse(message.payload()).has_value();
#else
  return cred::cwt::Claims::parse(message).has_value();
#endif
}
