// SPDX-License-Identifier: Apache-2.0
// XChaCha20-Poly1305 (IETF form, 24 octets of nonce) for sealed key files.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "cred/base/bytes.h"
#include "cred/base/secret.h"

namespace cred::crypto {

inline constexpr std::size_t kAeadKeySize = 32;
inline constexpr std::size_t kAeadNonceSize = 24;
inline constexpr std::size_t kAeadTagSize = 16;

Bytes aead_seal(const SecretBytes& key, BytesView nonce, BytesView associated, const SecretBytes& plain);
/// None: the key is wrong or something was changed.
std::optional<SecretBytes> aead_open(const SecretBytes& key, BytesView nonce, BytesView associated,
                                     BytesView sealed);

}  // namespace cred::crypto
