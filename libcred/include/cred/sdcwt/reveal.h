// SPDX-License-Identifier: Apache-2.0
// From disclosures to claims: each must answer one digest of the signed map, each digest once, and nothing
// may be left over (SD-CWT -08 section 9 step 8; ignoring extras, as its appendix would allow, is not ours).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cred/base/result.h"
#include "cred/cbor/decode.h"
#include "cred/cose/sign1.h"
#include "cred/crypto/digest.h"
#include "cred/sdcwt/token.h"

namespace cred::sdcwt {

/// A claim that the issuer signed under its digest: a view into the token.
struct Shown {
  std::uint64_t key;
  cbor::Item value;
};

/// The one map that has redacted members: its digests, and the keys that may be redacted.
struct RedactedMap {
  std::span<const crypto::Digest> digests;
  std::span<const std::uint64_t> keys;
};

/// What a verifier may read. Reasons: cbor, not-deterministic, disclosure (form; no digest of this map; shown
/// twice; two disclosures of one key; a key that is never redacted).
Result<std::vector<Shown>> reveal(const Proven& presentation, const RedactedMap& map);

/// What a holder checks on receipt: the same, and no digest left without its disclosure, so that nothing is
/// hidden from the holder.
Result<std::vector<Shown>> reveal_all(const cose::Verified& credential, const RedactedMap& map);

}  // namespace cred::sdcwt
