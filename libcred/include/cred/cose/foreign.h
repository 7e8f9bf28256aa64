// SPDX-License-Identifier: Apache-2.0
// A reader for other people's COSE_Sign1, for test vectors and `inspect` only: any encoding (but byte strings
// in one piece), untagged, tag 61 in front, alg -7 and -8, kid anywhere, external_aad. Nothing on the
// verdict's path includes this header.
#pragma once

#include <cstdint>
#include <optional>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/cbor/decode.h"
#include "cred/crypto/public_key.h"

namespace cred::cose {

struct ForeignSign1 {
  /// Views into `message`. Reasons: cbor, cose, header (a label in both maps, unknown crit), algorithm.
  static Result<ForeignSign1> parse(BytesView message);

  BytesView protected_header;  // content of the byte string; an encoded empty map counts as empty
  std::optional<cbor::Item> unprotected;
  BytesView payload;
  BytesView signature;
  std::int64_t alg;  // protected, else unprotected: some vectors leave it there

  /// ES256 (-7, -9) with a P-256 key, EdDSA (-8, -19) with an Ed25519 key; any s.
  bool verify(const crypto::PublicKey& key, BytesView external_aad) const;
};

}  // namespace cred::cose
