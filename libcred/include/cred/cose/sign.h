// SPDX-License-Identifier: Apache-2.0
// COSE_Sign (RFC 9052 4.1), many signers, for trust objects: tag 98 [protected {16: typ}, {}, payload,
// [+ [protected {1: alg, 4: kid}, {}, signature]]], signers sorted by kid, each kid once.
#pragma once

#include <span>
#include <vector>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/cose/header.h"
#include "cred/crypto/public_key.h"
#include "cred/crypto/signer.h"

namespace cred::cose {

inline constexpr std::size_t kMaxSigners = 64;

/// What to do with a signer that is none of the keys given.
enum class Strangers : std::uint8_t { kRefuse, kIgnore /* only a first root may carry them */ };

/// A message and the keys whose signatures over it verified: distinct thumbprints, at least one unless
/// strangers were ignored.
class VerifiedSign {
 public:
  BytesView payload() const { return payload_; }
  const std::vector<Thumbprint>& signers() const { return signers_; }
  /// How many of `keys` signed, counted by distinct full thumbprint: what a threshold is compared with.
  std::size_t count_of(std::span<const crypto::PublicKey> keys) const;

 private:
  friend class Sign;
  VerifiedSign(BytesView payload, std::vector<Thumbprint> signers)
      : payload_(payload), signers_(std::move(signers)) {}
  BytesView payload_;
  std::vector<Thumbprint> signers_;
};

class Sign {
 public:
  /// Reasons: cbor, not-deterministic, cose, header, typ (not `typ`), algorithm.
  static Result<Sign> parse(BytesView message, Typ typ, std::size_t max_bytes);

  /// Every signature must be by one of `keys` (unless strangers are ignored) and verify. Reasons:
  /// unknown-key, algorithm, issuer-signature.
  Result<VerifiedSign> verify(std::span<const crypto::PublicKey> keys, Strangers strangers) &&;

  /// A root names its own keys, so its payload must be read to know whom to ask. trust/root.cpp only.
  BytesView self_asserted_payload() const { return payload_; }

  /// The message as received with its signatures, for adding one more signature offline.
  struct Signer {
    BytesView protected_header;
    crypto::Algorithm algorithm;
    KeyId kid;
    BytesView signature;
  };
  const std::vector<Signer>& signers() const { return signers_; }

 private:
  Sign(BytesView body_protected, BytesView payload, std::vector<Signer> signers)
      : body_protected_(body_protected), payload_(payload), signers_(std::move(signers)) {}
  BytesView body_protected_;
  BytesView payload_;
  std::vector<Signer> signers_;
};

/// One signature over a trust object.
struct OneSignature {
  crypto::Algorithm algorithm;
  KeyId kid;
  crypto::Signature signature;
};

Result<OneSignature> sign_part(Typ typ, BytesView payload, crypto::Signer& signer);
/// The message from its parts, sorted by kid. Reason duplicate-key when two parts have one kid.
Result<Bytes> assemble_sign(Typ typ, BytesView payload, std::vector<OneSignature> signatures);
/// sign_part by each signer, then assemble_sign.
Result<Bytes> sign(Typ typ, BytesView payload, std::span<crypto::Signer* const> signers);

}  // namespace cred::cose
