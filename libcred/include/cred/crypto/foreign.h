// SPDX-License-Identifier: Apache-2.0
// ES384 and SHA-384, which none of our formats has: for readers of other people's data, in tests and inspect
// only.
#pragma once

#include <array>
#include <cstdint>

#include "cred/base/bytes.h"

namespace cred::crypto {

std::array<std::uint8_t, 48> sha384(BytesView bytes);

/// Whether `signature` (r||s, 96 octets) by the P-384 key with these coordinates (48 octets each) over
/// `message` verifies.
bool verify_es384(BytesView x, BytesView y, BytesView message, BytesView signature);

}  // namespace cred::crypto
