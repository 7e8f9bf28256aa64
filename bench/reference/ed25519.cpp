// SPDX-License-Identifier: Apache-2.0
#include <sodium.h>

#include "bench/reference/reference.h"

namespace {

bool skip = false;

}  // namespace

// The linker gives libcred's calls the first name and this file the library's function under the second
// (--wrap).
extern "C" {
int __real_crypto_sign_verify_detached(const unsigned char*, const unsigned char*, unsigned long long,
                                       const unsigned char*);
int __wrap_crypto_sign_verify_detached(const unsigned char* signature, const unsigned char* message,
                                       unsigned long long size, const unsigned char* key) {
  return skip ? 0 : __real_crypto_sign_verify_detached(signature, message, size, key);
}
}

namespace cred::bench::reference {

bool ed25519_verifies(View public_key, View message, View signature) {
  return __real_crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                            public_key.data()) == 0;
}

Ed25519Signer::Ed25519Signer(View seed) : secret_(crypto_sign_SECRETKEYBYTES) {
  std::vector<std::uint8_t> public_key(crypto_sign_PUBLICKEYBYTES);
  crypto_sign_seed_keypair(public_key.data(), secret_.data(), seed.data());
}

std::vector<std::uint8_t> Ed25519Signer::sign(View message) const {
  std::vector<std::uint8_t> signature(crypto_sign_BYTES);
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret_.data());
  return signature;
}

WithoutSignature::WithoutSignature() {
  skip = true;
}
WithoutSignature::~WithoutSignature() {
  skip = false;
}

}  // namespace cred::bench::reference
