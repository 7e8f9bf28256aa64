// SPDX-License-Identifier: Apache-2.0
// Only Bundle::attest makes an Attested: who verified a message has not yet said that its key is one of ours.
#include "cred/trust/bundle.h"

cred::trust::Attested vouch(const cred::trust::Attested& attested) {
#ifdef WRONG
  return cred::trust::Attested(attested.message(), attested.entry());
#else
  return attested;
#endif
}
