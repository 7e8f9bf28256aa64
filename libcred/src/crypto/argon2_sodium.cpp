// SPDX-License-Identifier: Apache-2.0
#include <sodium.h>

#include "cred/crypto/argon2.h"

namespace cred::crypto {

static_assert(kArgon2SaltSize == crypto_pwhash_SALTBYTES);

Result<void> argon2id(BytesView password, BytesView salt, Argon2Cost cost, std::span<std::uint8_t> out) {
  if (sodium_init() < 0 || salt.size() != kArgon2SaltSize)
    return fail(Reason::kCrypto, "Argon2id: no library or a wrong salt");
  const char* text = password.empty() ? "" : as_text(password).data();  // libsodium takes no null pointer
  if (crypto_pwhash(out.data(), out.size(), text, password.size(), salt.data(), cost.passes,
                    std::size_t{cost.memory_kib} * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(Reason::kCrypto,
                "Argon2id: " + std::to_string(cost.memory_kib) + " KiB of memory could not be had");
  }
  return {};
}

}  // namespace cred::crypto
