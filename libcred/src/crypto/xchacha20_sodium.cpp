// SPDX-License-Identifier: Apache-2.0
#include <sodium.h>

#include "crypto/xchacha20.h"

namespace cred::crypto {

static_assert(StreamKey().size() == crypto_stream_xchacha20_KEYBYTES);
static_assert(StreamNonce().size() == crypto_stream_xchacha20_NONCEBYTES);

void xchacha20_xor(const StreamKey& key, const StreamNonce& nonce, std::span<std::uint8_t> text) {
  crypto_stream_xchacha20_xor(text.data(), text.data(), text.size(), nonce.data(), key.data());
}

}  // namespace cred::crypto
