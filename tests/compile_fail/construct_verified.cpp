// SPDX-License-Identifier: Apache-2.0
// Only Sign1::verify makes a Verified.
#include "cred/cose/sign1.h"

cred::Result<cred::cose::Verified> vouch(cred::cose::Sign1 message, const cred::crypto::PublicKey& key) {
#ifdef WRONG
  return cred::cose::Verified(message.header(), key, {}, {});
#else
  return std::move(message).verify(key);
#endif
}
