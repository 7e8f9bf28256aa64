// SPDX-License-Identifier: Apache-2.0
// The issuer's side of selective disclosure: each claim under a fresh salt, the digests in ascending order so
// that their order tells nothing.
#pragma once

#include <span>
#include <vector>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/crypto/digest.h"
#include "cred/crypto/random.h"

namespace cred::sdcwt {

/// A member of a map: its key and its value, encoded.
struct Claim {
  std::uint64_t key;
  Bytes value;
};

struct Redacted {
  std::vector<Bytes> disclosures;       // in the order of the claims
  std::vector<crypto::Digest> digests;  // ascending
};

/// Reason random: the source gave one salt twice.
Result<Redacted> redact(std::span<const Claim> claims, crypto::RandomSource& random);

}  // namespace cred::sdcwt
