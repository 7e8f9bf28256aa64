// SPDX-License-Identifier: Apache-2.0
// COSE_Key in our closed form, and its thumbprint (RFC 9679, SHA-256).
//   {1: 1, -1: 6, -2: bstr .size 32}  or  {1: 2, -1: 1, -2: bstr .size 32, -3: bool}
#pragma once

#include <array>
#include <cstdint>

#include "cred/base/result.h"
#include "cred/base/strong.h"
#include "cred/cbor/decode.h"
#include "cred/cbor/encode.h"
#include "cred/crypto/digest.h"
#include "cred/crypto/public_key.h"

namespace cred::cose {

/// First 8 octets of the thumbprint. It only selects; the key's bytes decide.
using KeyId = Strong<struct KeyIdTag, std::array<std::uint8_t, 8>>;
using Thumbprint = Strong<struct ThumbprintTag, crypto::Digest>;

void encode_key(cbor::Encoder& out, const crypto::PublicKey& key);
/// Who has checked the point: nobody yet, so it is done here; or the authority whose signature covers the key
/// (PublicKey::vouched_ed25519).
enum class Point : std::uint8_t { kChecked, kVouched };

/// `reason` is what the enclosing format reports for a wrong form; a point that fails its check too.
Result<crypto::PublicKey> parse_key(const cbor::Item& item, Reason reason, Point point = Point::kChecked);

Thumbprint thumbprint(const crypto::PublicKey& key);
KeyId key_id(const Thumbprint& thumbprint);
inline KeyId key_id(const crypto::PublicKey& key) {
  return key_id(thumbprint(key));
}

}  // namespace cred::cose
