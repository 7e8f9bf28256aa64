// SPDX-License-Identifier: Apache-2.0
// SHA-256 fetched once, for the *_openssl files only.
#pragma once

#include <openssl/evp.h>

namespace cred::crypto {

const EVP_MD* fetched_sha256();

}  // namespace cred::crypto
