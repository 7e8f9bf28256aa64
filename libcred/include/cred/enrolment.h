// SPDX-License-Identifier: Apache-2.0
// Proof that a device holds the key it wants a permit bound to (docs/formats/enrolment.md), FWE1: COSE_Sign1
// by that key over {1 aud, 2 nonce, 3 COSE_Key, 4 card serial}. The nonce is the authority's, made for one
// application after the holder was identified: 10 minutes, used once (the issuer keeps both).
#pragma once

#include <string>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/crypto/public_key.h"
#include "cred/crypto/signer.h"
#include "cred/sdcwt/challenge.h"

namespace cred {

/// A request whose sender holds the key in it, for this authority and this nonce.
class Enrolment {
 public:
  /// `iss`, `nonce`: what the authority asked for. Reasons: cbor, not-deterministic, cose, header, typ,
  /// algorithm, claims; holder-signature; audience, nonce.
  static Result<Enrolment> open(BytesView request, std::string_view iss, const sdcwt::Nonce& nonce);

  const crypto::PublicKey& device() const { return device_; }
  const std::string& card_serial() const { return card_serial_; }

 private:
  Enrolment(crypto::PublicKey device, std::string card_serial)
      : device_(std::move(device)), card_serial_(std::move(card_serial)) {}
  crypto::PublicKey device_;
  std::string card_serial_;
};

struct EnrolmentRequest {
  Bytes token;
  std::string text;  // FWE1:
};

/// `card_serial`: of the electronic Social Security Card, never the social security number. Reasons: text
/// (iss or serial), crypto.
Result<EnrolmentRequest> request_enrolment(std::string_view iss, const sdcwt::Nonce& nonce,
                                           std::string_view card_serial, crypto::Signer& device);

}  // namespace cred
