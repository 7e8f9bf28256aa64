// SPDX-License-Identifier: Apache-2.0
// The protected header of our COSE_Sign1: exactly {1: alg, 4: kid, 16: typ}, in the closed lists of
// docs/formats/common.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/cbor/encode.h"
#include "cred/cose/key.h"
#include "cred/cose/labels.h"
#include "cred/crypto/algorithm.h"

namespace cred::cose {

/// Every `typ` (header 16, RFC 9596) that a message of ours can carry.
enum class Typ : std::uint8_t {
  kStaticPermit,      // 61
  kWalletCredential,  // 293
  kPresentation,      // 294
  kStatusList,        // application/statuslist+cwt
  kRoot,              // application/vnd.fwp.root+cose, and so on
  kIssuers,
  kHead,
  kRegister,
  kLogHead,
  kReceipt,
  kEnrolment,
  kCertificate,
};

/// "61", "application/vnd.fwp.root+cose".
std::string_view name(Typ typ);
void encode_typ(cbor::Encoder& out, Typ typ);
std::optional<Typ> typ_from(const cbor::Item& item);

/// The value of header 1. Reason algorithm: a text, a number that is not in our list.
Result<crypto::Algorithm> parse_algorithm(const cbor::Item& item);

struct ProtectedHeader {
  crypto::Algorithm algorithm;
  KeyId kid;
  Typ typ;
};

Bytes encode_header(const ProtectedHeader& header);
/// Reasons: header (not exactly 1, 4, 16; kid not 8 octets), typ (not in the list), algorithm (not in the
/// list), and cbor / not-deterministic for its encoding.
Result<ProtectedHeader> parse_header(BytesView encoded);

}  // namespace cred::cose
