// SPDX-License-Identifier: Apache-2.0
//
// libsodium and not OpenSSL, which takes keys of small order and non-canonical ones and under the identity
// verifies any message at all.
#include <sodium.h>

#include <cstdlib>

#include "crypto/ed25519.h"

namespace cred::crypto::ed25519 {

namespace {

void need_sodium() {
  if (sodium_init() < 0) std::abort();
}

}  // namespace

bool is_good_key(BytesView x) {
  need_sodium();
  return x.size() == crypto_sign_PUBLICKEYBYTES && crypto_core_ed25519_is_valid_point(x.data()) == 1;
}

// libsodium refuses S >= L and an R of small order; it computes R anew and compares octets, so a
// non-canonical R never verifies.
bool verify(BytesView x, BytesView message, BytesView signature) {
  need_sodium();
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), x.data()) == 0;
}

SigningKey expand(const SecretBytes& seed) {
  need_sodium();
  SigningKey key{SecretBytes(crypto_sign_SECRETKEYBYTES), {}};
  crypto_sign_seed_keypair(key.public_key.data(), key.secret.reveal_mutable().data(), seed.reveal().data());
  return key;
}

Signature sign(const SigningKey& key, BytesView message) {
  Signature signature;
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), key.secret.reveal().data());
  return signature;
}

}  // namespace cred::crypto::ed25519
