// SPDX-License-Identifier: Apache-2.0
// base64url without padding (RFC 4648 section 5). Strict: no padding, no white space, unused bits zero.
#pragma once

#include <string>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"

namespace cred::codec {

std::string to_base64url(BytesView bytes);
Result<Bytes> from_base64url(std::string_view text);

}  // namespace cred::codec
