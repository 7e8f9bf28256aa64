// SPDX-License-Identifier: Apache-2.0
// Sig_structure (RFC 9052 4.4), the one maker of crypto::ToBeSigned. external_aad is empty in every format of
// ours.
#pragma once

#include "cred/base/bytes.h"
#include "cred/crypto/to_be_signed.h"

namespace cred::cose {

class SigStructure {
 public:
  /// ["Signature1", protected, h'', payload]
  static crypto::ToBeSigned sign1(BytesView protected_header, BytesView payload);
  /// ["Signature", body protected, signer protected, h'', payload]
  static crypto::ToBeSigned sign(BytesView body_protected, BytesView signer_protected, BytesView payload);
};

}  // namespace cred::cose
