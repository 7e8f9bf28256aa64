// SPDX-License-Identifier: Apache-2.0
// verify() uses the message up: afterwards there is the verified one or none.
#include "cred/cose/sign1.h"

cred::Result<cred::cose::Verified> vouch(cred::cose::Sign1 message, const cred::crypto::PublicKey& key) {
#ifdef WRONG
  return message.verify(key);
#else
  return std::move(message).verify(key);
#endif
}
