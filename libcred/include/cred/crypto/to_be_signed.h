// SPDX-License-Identifier: Apache-2.0
// The only thing a Signer signs. Only cose can make one (from a Sig_structure, RFC 9052 4.4), so nothing in
// any tool can be talked into signing a digest or opaque octets handed in from outside.
#pragma once

#include "cred/base/bytes.h"

namespace cred::cose {
class SigStructure;
}

namespace cred::crypto {

class ToBeSigned {
 public:
  BytesView bytes() const { return bytes_; }

 private:
  friend class cred::cose::SigStructure;
  explicit ToBeSigned(Bytes bytes) : bytes_(std::move(bytes)) {}
  Bytes bytes_;
};

}  // namespace cred::crypto
