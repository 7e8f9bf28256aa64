// SPDX-License-Identifier: Apache-2.0
// zlib streams (RFC 1950) of status lists. Inflating stops at a ceiling: a length in the data never sizes
// memory.
#pragma once

#include "cred/base/bytes.h"
#include "cred/base/result.h"

namespace cred::codec {

Bytes deflate(BytesView plain);

/// The whole stream and nothing after it. Reason claims: not zlib, cut short, trailing octets, preset
/// dictionary, more than `ceiling` octets, or more input than 4 GiB.
Result<Bytes> inflate(BytesView compressed, std::size_t ceiling);

}  // namespace cred::codec
