// SPDX-License-Identifier: Apache-2.0
// A private key in guarded memory: Ed25519 through libsodium, P-256 through OpenSSL.
#pragma once

#include <memory>

#include "cred/base/result.h"
#include "cred/base/secret.h"
#include "cred/crypto/random.h"
#include "cred/crypto/signer.h"

namespace cred::crypto {

/// 32 octets: the Ed25519 seed (RFC 8032) or the P-256 scalar in 1..n-1.
struct PrivateKey {
  Algorithm algorithm;
  SecretBytes secret;
};

PrivateKey generate_private_key(Algorithm algorithm, RandomSource& random);

/// Reason key when the scalar is out of range or the size is wrong.
Result<std::unique_ptr<Signer>> make_software_signer(const PrivateKey& key);

}  // namespace cred::crypto
