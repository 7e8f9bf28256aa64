// SPDX-License-Identifier: Apache-2.0
// Sealed key files (docs/formats/key-file.md): a private key under a passphrase, Argon2id and
// XChaCha20-Poly1305, the public part authenticated. Wrong passphrase and tampered file are one answer:
// reason passphrase. A holder's wallet (docs/formats/wallet-file.md) is sealed in the same way.
#pragma once

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/secret.h"
#include "cred/crypto/argon2.h"
#include "cred/crypto/public_key.h"
#include "cred/crypto/random.h"
#include "cred/crypto/software_signer.h"

namespace cred::cose {

inline constexpr std::size_t kMaxKeyFile = 4096;  // octets

/// Reasons: key (no private key), key-file (a cost out of bounds), crypto (no memory for Argon2id).
Result<Bytes> seal(const crypto::PrivateKey& key, const SecretBytes& passphrase, crypto::RandomSource& random,
                   crypto::Argon2Cost cost = crypto::kKeyFileCost);

/// Reasons: key-file (not one of ours, cost out of bounds), passphrase.
Result<crypto::PrivateKey> unseal(BytesView file, const SecretBytes& passphrase);

/// A whole wallet: key and permits are one secret, so that none can be changed, swapped or read alone.
inline constexpr std::size_t kMaxWallet = 1u << 20;  // octets
/// Reasons: key-file (a cost out of bounds), crypto.
Result<Bytes> seal_wallet(const SecretBytes& content, const SecretBytes& passphrase,
                          crypto::RandomSource& random, crypto::Argon2Cost cost = crypto::kKeyFileCost);
/// Reasons: key-file (not a wallet, cost out of bounds), passphrase.
Result<SecretBytes> unseal_wallet(BytesView file, const SecretBytes& passphrase);

/// What anybody may read of a key file. Not authenticated before unseal(). Reason key-file.
Result<crypto::PublicKey> sealed_public_key(BytesView file);

}  // namespace cred::cose
