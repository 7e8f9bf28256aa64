// SPDX-License-Identifier: Apache-2.0
// A key id only selects: it never stands where a full thumbprint decides.
#include "cred/trust/issuers.h"

bool dead(const cred::trust::Issuers& issuers, const cred::crypto::PublicKey& key) {
#ifdef WRONG
  return issuers.tombstone_of(cred::cose::key_id(key)) != nullptr;
#else
  return issuers.tombstone_of(cred::cose::thumbprint(key)) != nullptr;
#endif
}
