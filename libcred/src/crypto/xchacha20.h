// SPDX-License-Identifier: Apache-2.0
// XChaCha20 as a bare stream, counter 0, for records whose integrity a signed tree holds (legacy register).
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace cred::crypto {

using StreamKey = std::array<std::uint8_t, 32>;
using StreamNonce = std::array<std::uint8_t, 24>;

/// Encrypts and decrypts in place. A key and nonce never meet two different texts.
void xchacha20_xor(const StreamKey& key, const StreamNonce& nonce, std::span<std::uint8_t> text);

}  // namespace cred::crypto
