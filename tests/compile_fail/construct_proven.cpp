// SPDX-License-Identifier: Apache-2.0
// Only Presentation::verify makes a Proven.
#include "cred/sdcwt/token.h"

cred::Result<cred::sdcwt::Proven> vouch(cred::sdcwt::Presentation presentation,
                                        const cred::cwt::WalletClaims& credential) {
#ifdef WRONG
  return cred::sdcwt::Proven();
#else
  return std::move(presentation).verify(credential);
#endif
}
