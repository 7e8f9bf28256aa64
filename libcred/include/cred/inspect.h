// SPDX-License-Identifier: Apache-2.0
// A diagnostic view of any token, QR text or trust object, for engineers. Nothing in it is verified and every
// line says so: the tools print "unverified" before each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cred/base/bytes.h"
#include "cred/base/result.h"

namespace cred {

/// Lines without the mark: what it is (typ, prefix), sizes, header, payload in diagnostic notation, the names
/// of the known labels, signature length. Foreign encodings are shown too. All text is escaped. Reasons:
/// cbor, base45.
Result<std::vector<std::string>> inspect(BytesView token_or_text);

}  // namespace cred
