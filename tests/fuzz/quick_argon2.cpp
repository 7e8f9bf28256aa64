// SPDX-License-Identifier: Apache-2.0
// Argon2id at the least cost that libsodium knows, whatever cost is asked for: or a fuzzer would do little
// else. Every target links this definition, so that the linker never takes argon2_sodium.cpp out of libcred.
// What a file may ask of the machine is checked before either is called.
#include <sodium.h>

#include "cred/crypto/argon2.h"

namespace cred::crypto {

Result<void> argon2id(BytesView password, BytesView salt, Argon2Cost, std::span<std::uint8_t> out) {
  const char* text = password.empty() ? "" : as_text(password).data();
  if (sodium_init() < 0 || salt.size() != kArgon2SaltSize ||
      crypto_pwhash(out.data(), out.size(), text, password.size(), salt.data(),
                    crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN,
                    crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(Reason::kCrypto, "Argon2id");
  }
  return {};
}

}  // namespace cred::crypto
