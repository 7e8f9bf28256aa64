// SPDX-License-Identifier: Apache-2.0
// The claims of a foreign SD-CWT: their form, and their expansion by disclosures at every level.
#pragma once

#include <cstdint>
#include <optional>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/cbor/decode.h"

namespace cred::sdcwt::foreign {

enum class Hash : std::uint8_t { kSha256, kSha384 };
enum class Reader : std::uint8_t { kVerifier, kHolder /* to whom decoys are disclosed */ };

/// Whether simple(59) may be a map key and tag 60 an element.
enum class Redaction : std::uint8_t { kAllowed, kNone };

/// SD-CWT -08 section 4: definite lengths, keys that are integers or texts of 1 to 255 octets, no tags of a
/// claim set before issuance. Reasons: not-deterministic (an indefinite length), cbor.
Result<void> check_form(const cbor::Item& item, Redaction redaction);

/// The value under `key` of a map, if it is there.
std::optional<cbor::Item> find(const cbor::Item& map, std::int64_t key);
bool has_digests(const cbor::Item& map);

/// The claims with every disclosure in its place, all else that is redacted left out; sorted. Reason
/// disclosure.
Result<Bytes> expand(const cbor::Item& claims, const std::optional<cbor::Item>& disclosures, Hash hash,
                     Reader reader);

}  // namespace cred::sdcwt::foreign
