// SPDX-License-Identifier: Apache-2.0
#include <sodium.h>

#include "crypto/aead.h"

namespace cred::crypto {

static_assert(kAeadKeySize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kAeadNonceSize == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kAeadTagSize == crypto_aead_xchacha20poly1305_ietf_ABYTES);

Bytes aead_seal(const SecretBytes& key, BytesView nonce, BytesView associated, const SecretBytes& plain) {
  Bytes sealed(plain.size() + kAeadTagSize);
  unsigned long long size = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), &size, plain.reveal().data(), plain.size(),
                                             associated.data(), associated.size(), nullptr, nonce.data(),
                                             key.reveal().data());
  return sealed;
}

std::optional<SecretBytes> aead_open(const SecretBytes& key, BytesView nonce, BytesView associated,
                                     BytesView sealed) {
  if (sealed.size() < kAeadTagSize) return std::nullopt;
  SecretBytes plain(sealed.size() - kAeadTagSize);
  unsigned long long size = 0;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.reveal_mutable().data(), &size, nullptr, sealed.data(),
                                                 sealed.size(), associated.data(), associated.size(),
                                                 nonce.data(), key.reveal().data()) != 0) {
    return std::nullopt;
  }
  return plain;
}

}  // namespace cred::crypto
