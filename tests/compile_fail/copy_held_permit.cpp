// SPDX-License-Identifier: Apache-2.0
// A held permit is full of views into itself: it moves and never copies.
#include "cred/present.h"

cred::HeldPermit hand_over(cred::HeldPermit& held) {
#ifdef WRONG
  return cred::HeldPermit(held);
#else
  return cred::HeldPermit(std::move(held));
#endif
}
