// SPDX-License-Identifier: Apache-2.0
// A reader for other people's SD-CWT (draft-ietf-spice-sd-cwt-08), for test vectors only: nested disclosures,
// array elements, decoys, SHA-384, text content types, ES384. Nothing on the verdict's path includes this
// header.
//
// Departures: times are integers, never floats; no encrypted disclosures (171).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"

namespace cred::sdcwt {

/// The coordinates of an issuer's P-384 key.
struct ForeignIssuer {
  BytesView x;
  BytesView y;
};

struct ForeignContext {
  ForeignIssuer issuer;
  std::string_view audience;
  std::optional<BytesView> nonce;  // the one we gave
  std::int64_t time;
};

/// The validated claims of a presentation, in core deterministic encoding, after the 16 steps that need no
/// status. Reasons by their outcome: cbor, cose, not-deterministic (malformed), header, typ (kbt-header,
/// sdcwt-header, sd-header), issuer-signature, claims, time-inconsistent, expired, not-yet-valid,
/// holder-signature, audience, nonce, disclosure.
Result<Bytes> read_foreign_presentation(BytesView presentation, const ForeignContext& with);

/// The same of an SD-CWT as its holder receives it: disclosed decoys are dropped.
Result<Bytes> read_foreign_credential(BytesView credential, const ForeignIssuer& issuer);

}  // namespace cred::sdcwt
