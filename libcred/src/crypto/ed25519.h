// SPDX-License-Identifier: Apache-2.0
// Ed25519 (RFC 8032) as libsodium does it: strict about S, R and A.
#pragma once

#include <array>
#include <cstdint>

#include "cred/base/bytes.h"
#include "cred/base/secret.h"
#include "cred/crypto/algorithm.h"

namespace cred::crypto::ed25519 {

using Point = std::array<std::uint8_t, 32>;

/// What signs: seed and public key together, as libsodium wants them.
struct SigningKey {
  SecretBytes secret;
  Point public_key;
};

/// 32 octets, canonical, on the curve, in the main subgroup, not of small order.
bool is_good_key(BytesView x);
/// False under an `x` that is non-canonical, off the curve or of small order; off the main subgroup it is not
/// asked. `signature` has 64 octets, `x` 32.
bool verify(BytesView x, BytesView message, BytesView signature);

/// `seed` has 32 octets.
SigningKey expand(const SecretBytes& seed);
Signature sign(const SigningKey& key, BytesView message);

}  // namespace cred::crypto::ed25519
