// SPDX-License-Identifier: Apache-2.0
// Secrets move, they never copy.
#include <utility>
#include "cred/base/secret.h"

cred::SecretBytes hand_over(cred::SecretBytes& secret) {
#ifdef WRONG
  return cred::SecretBytes(secret);
#else
  return cred::SecretBytes(std::move(secret));
#endif
}
