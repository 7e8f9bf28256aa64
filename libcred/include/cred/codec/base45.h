// SPDX-License-Identifier: Apache-2.0
// Base45 (RFC 9285): the text of a QR code in alphanumeric mode. Strict: one text for one byte string.
#pragma once

#include <string>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"

namespace cred::codec {

std::string to_base45(BytesView bytes);

/// Reason base45: a character outside the alphabet, a length of 3n+1, a group above 65535, a tail above 255.
Result<Bytes> from_base45(std::string_view text);

}  // namespace cred::codec
