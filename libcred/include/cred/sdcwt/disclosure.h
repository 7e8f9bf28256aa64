// SPDX-License-Identifier: Apache-2.0
// A salted disclosed claim of SD-CWT -08: bstr .cbor [salt, value, key]. Ours have a salt of 16 octets and an
// unsigned key. The digest covers the byte string with its head (standards: figure 8 of the draft does not).
#pragma once

#include <array>
#include <cstdint>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/cbor/decode.h"
#include "cred/crypto/digest.h"

namespace cred::sdcwt {

using Salt = std::array<std::uint8_t, 16>;

/// Views into the octets it was parsed from.
struct Disclosure {
  BytesView salt;
  cbor::Item value;
  std::uint64_t key;

  /// `content`: of the byte string. Reasons: cbor, not-deterministic, disclosure (not exactly salt of 16
  /// octets, value, unsigned key).
  static Result<Disclosure> parse(BytesView content);
};

/// The content of the byte string. `value` is one encoded item.
Bytes encode_disclosure(const Salt& salt, BytesView value, std::uint64_t key);

/// SHA-256 over head and content, the head in its shortest form whatever form it came in.
crypto::Digest digest_of(BytesView content);

}  // namespace cred::sdcwt
