// SPDX-License-Identifier: Apache-2.0
// Whoever holds a private key: software today, a hardware module behind the same two calls.
#pragma once

#include "cred/base/result.h"
#include "cred/crypto/algorithm.h"
#include "cred/crypto/public_key.h"
#include "cred/crypto/to_be_signed.h"

namespace cred::crypto {

class Signer {
 public:
  virtual ~Signer() = default;
  virtual const PublicKey& public_key() const = 0;
  /// Reason crypto when the key could not be used. ECDSA results are low-s.
  virtual Result<Signature> sign(const ToBeSigned& message) = 0;
};

}  // namespace cred::crypto
