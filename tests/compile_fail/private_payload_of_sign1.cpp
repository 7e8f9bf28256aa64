// SPDX-License-Identifier: Apache-2.0
// Nor can the octets be reached behind the accessor's back.
#include "cred/cose/sign1.h"

std::size_t size_of(const cred::cose::Sign1& message, const cred::cose::Verified& verified) {
#ifdef WRONG
  return message.payload_.size() + verified.payload().size();
#else
  return message.header().kid.value().size() + verified.payload().size();
#endif
}
