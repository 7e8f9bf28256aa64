// SPDX-License-Identifier: Apache-2.0
#include <sodium.h>

#include <cstdlib>

#include "cred/crypto/random.h"

namespace cred::crypto {

std::uint64_t RandomSource::below(std::uint64_t bound) {
  // Values of the incomplete last round would be more likely: they are drawn again.
  const std::uint64_t rejected = -bound % bound;
  for (;;) {
    std::uint64_t value = 0;
    for (const auto byte : take<8>()) value = value << 8 | byte;
    if (value >= rejected) return value % bound;
  }
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
  if (sodium_init() < 0) std::abort();
  randombytes_buf(out.data(), out.size());
}

}  // namespace cred::crypto
