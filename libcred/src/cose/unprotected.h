// SPDX-License-Identifier: Apache-2.0
// The unprotected header of our formats is empty, for whatever stands there nobody signed; a wallet
// credential's may hold {17: [+ bstr]}.
#pragma once

#include <optional>

#include "cred/base/result.h"
#include "cred/cbor/decode.h"
#include "cred/cbor/reader.h"
#include "cred/cose/labels.h"

namespace cred::cose {

/// Reasons: cose (no map), header (not empty).
inline Result<void> check_unprotected(const cbor::Item& item) {
  if (item.type() != cbor::Type::kMap) return fail(Reason::kCose, "the unprotected header is no map");
  if (item.count() != 0) return fail(Reason::kHeader, "the unprotected header is not empty");
  return {};
}

/// The array under 17, its strings unopened. Reasons: cose (no map), header (anything else in the map, an
/// empty array, elements that are no byte strings), cbor (more than kMaxDisclosures).
inline Result<std::optional<cbor::Item>> read_disclosures(const cbor::Item& unprotected) {
  if (unprotected.type() != cbor::Type::kMap) return fail(Reason::kCose, "the unprotected header is no map");
  if (unprotected.count() == 0) return std::nullopt;
  cbor::MapReader in(unprotected, "unprotected header", Reason::kHeader);
  const auto list = in.required(header::kSdClaims);
  CRED_CHECK(in.finish());
  cbor::ArrayReader disclosures(list, "disclosures", Reason::kHeader);
  if (disclosures.size() == 0) disclosures.refuse("an empty array");
  if (disclosures.size() > kMaxDisclosures) {
    return fail(Reason::kCbor, std::to_string(disclosures.size()) + " disclosures, at most " +
                                   std::to_string(kMaxDisclosures));
  }
  while (disclosures.more()) disclosures.next_bytes();
  CRED_CHECK(disclosures.finish());
  return list;
}

}  // namespace cred::cose
