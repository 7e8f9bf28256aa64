// SPDX-License-Identifier: Apache-2.0
// The claims of a print name no device, so they prove no presentation.
#include "cred/sdcwt/token.h"

bool proves(cred::sdcwt::Presentation presentation, const cred::cwt::Claims& print,
            const cred::cwt::WalletClaims& wallet) {
#ifdef WRONG
  return std::move(presentation).verify(print).has_value() && wallet.claims.sub.empty();
#else
  return std::move(presentation).verify(wallet).has_value() && print.sub.empty();
#endif
}
