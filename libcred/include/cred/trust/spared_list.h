// SPDX-License-Identifier: Apache-2.0
// The permits of a revoked key that are known to be honest (docs/formats/trust.md): the first 16 octets of
// their log entries, bare, ascending, no repeats. The hash of the whole stands in the key's tombstone, which
// the issuers role signed; the list itself is signed by nobody.
#pragma once

#include <vector>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/crypto/digest.h"

namespace cred::trust {

inline constexpr std::size_t kSparedEntry = 16;                       // octets
inline constexpr std::size_t kMaxSparedList = std::size_t{64} << 20;  // octets: four million permits

/// From log entries in any order: SHA-256 of tokens with an empty unprotected header.
Bytes encode_spared_list(const std::vector<crypto::Digest>& log_entries);
/// Reason trust-form.
Result<void> check_spared_list(BytesView list);

}  // namespace cred::trust
