// SPDX-License-Identifier: Apache-2.0
// Hexadecimal (RFC 4648 section 8), written in lower case, read in either case.
#pragma once

#include <string>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"

namespace cred::codec {

std::string to_hex(BytesView bytes);
Result<Bytes> from_hex(std::string_view text);

}  // namespace cred::codec
