// SPDX-License-Identifier: Apache-2.0
#include <openssl/crypto.h>

#include "cli/startup.h"

namespace cred::cli {

void start_openssl_bare() {
  // Fails only without memory; then what is used first says so.
  OPENSSL_init_crypto(
      OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS | OPENSSL_INIT_NO_LOAD_CONFIG,
      nullptr);
}

}  // namespace cred::cli
