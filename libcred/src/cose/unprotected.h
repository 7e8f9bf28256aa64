// SPDX-License-Identifier: Apache-2.0
// The unprotected header of our formats is empty: whatever stands there nobody signed.
#pragma once

#include "cred/base/result.h"
#include "cred/cbor/decode.h"

namespace cred::cose {

/// Reasons: cose (no map), header (not empty).
inline Result<void> check_unprotected(const cbor::Item& item) {
  if (item.type() != cbor::Type::kMap) return fail(Reason::kCose, "the unprotected header is no map");
  if (item.count() != 0) return fail(Reason::kHeader, "the unprotected header is not empty");
  return {};
}

}  // namespace cred::cose
