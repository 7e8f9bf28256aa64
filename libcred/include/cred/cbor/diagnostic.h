// SPDX-License-Identifier: Apache-2.0
// CBOR diagnostic notation (RFC 8949 section 8), one line or indented. For people; never parsed. All text is
// escaped.
#pragma once

#include <string>

#include "cred/base/bytes.h"
#include "cred/cbor/decode.h"

namespace cred::cbor {

/// On one line: {1: "CN-110000", 4: 1735000000, 8: h'a1…'}. Byte strings of more than `max_bytes_shown`
/// octets are shortened and say their size.
std::string to_diagnostic(const Item& item, std::size_t max_bytes_shown = 64);

/// One member a line, two spaces a level; byte strings that hold CBOR are shown as << … >>.
std::string to_diagnostic_indented(const Item& item, std::size_t max_bytes_shown = 64);

}  // namespace cred::cbor
