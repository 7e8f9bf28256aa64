// SPDX-License-Identifier: Apache-2.0
// Only a Sig_structure can be signed.
#include "cred/cose/sig_structure.h"

cred::crypto::ToBeSigned what(cred::BytesView header, cred::BytesView payload) {
#ifdef WRONG
  return cred::crypto::ToBeSigned(cred::to_bytes(payload.empty() ? header : payload));
#else
  return cred::cose::SigStructure::sign1(header, payload);
#endif
}
