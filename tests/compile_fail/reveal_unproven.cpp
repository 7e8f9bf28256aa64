// SPDX-License-Identifier: Apache-2.0
// Disclosures are opened only once the device's signature over them stands.
#include "cred/sdcwt/reveal.h"

bool readable(const cred::sdcwt::Presentation& unproven, const cred::sdcwt::Proven& proven,
              const cred::sdcwt::RedactedMap& map) {
#ifdef WRONG
  return cred::sdcwt::reveal(unproven, map).has_value() && proven.audience().empty();
#else
  return cred::sdcwt::reveal(proven, map).has_value() && unproven.credential().header().kid.value().empty();
#endif
}
