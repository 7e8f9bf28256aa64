// SPDX-License-Identifier: Apache-2.0
// COSE_Sign1 (RFC 9052 4.2) in our profile: tag 18 [protected, {}, payload, signature]. Only a wallet
// credential (typ 293) may carry something unprotected: {17: [+ disclosure]}, which sdcwt opens.
//
// Sign1 is well formed and has no payload accessor. Only Verified has one, and only Sign1::verify makes a
// Verified: reading what nobody vouched for does not compile (tests/compile_fail).
#pragma once

#include <optional>
#include <span>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/cose/header.h"
#include "cred/crypto/public_key.h"
#include "cred/crypto/signer.h"

namespace cred::cose {

/// A message whose signature verified under `key`. Views into the bytes that were parsed.
class Verified {
 public:
  const ProtectedHeader& header() const { return header_; }
  const crypto::PublicKey& key() const { return key_; }
  BytesView payload() const { return payload_; }
  /// The array under 17. The signature does not cover it: a disclosure counts once its digest stands in the
  /// payload (sdcwt::reveal).
  const std::optional<cbor::Item>& disclosures() const { return disclosures_; }

 private:
  friend class Sign1;
  Verified(ProtectedHeader header, crypto::PublicKey key, BytesView payload,
           std::optional<cbor::Item> disclosures)
      : header_(header), key_(std::move(key)), payload_(payload), disclosures_(disclosures) {}
  ProtectedHeader header_;
  crypto::PublicKey key_;
  BytesView payload_;
  std::optional<cbor::Item> disclosures_;
};

/// Finds the key inside a payload that nobody vouches for yet: for proofs of possession only.
using KeyInPayload = Result<crypto::PublicKey> (*)(BytesView payload);

/// A well formed message that nobody vouches for yet. Keeps views: `token` must outlive it.
class Sign1 {
 public:
  /// Reasons: cbor, not-deterministic, cose (not tag 18 of four, wrong member types), header, typ, algorithm.
  /// The payload's own bytes are not looked into. `max_bytes`: kMaxToken, or a member's limit.
  static Result<Sign1> parse(BytesView token, std::size_t max_bytes = kMaxToken);

  const ProtectedHeader& header() const { return header_; }

  /// Reasons: algorithm (the key decides, the header disagrees), issuer-signature (also: not 64 octets, high
  /// s).
  Result<Verified> verify(const crypto::PublicKey& key) &&;
  /// Against the key the payload itself names, which then is known to be in the sender's hands and nothing
  /// more. Reasons: those of `key_of`, header (kid is not that key's), algorithm, issuer-signature.
  Result<Verified> verify_possession(KeyInPayload key_of) &&;

 private:
  Sign1(ProtectedHeader header, BytesView protected_header, BytesView payload, BytesView signature,
        std::optional<cbor::Item> disclosures)
      : header_(header),
        protected_(protected_header),
        payload_(payload),
        signature_(signature),
        disclosures_(disclosures) {}
  ProtectedHeader header_;
  BytesView protected_;
  BytesView payload_;
  BytesView signature_;
  std::optional<cbor::Item> disclosures_;
};

/// A signed message ready to hand out; verified once more with the public key before it is returned.
/// Reasons: cbor / not-deterministic (a payload not in our encoding), crypto.
Result<Bytes> sign1(Typ typ, BytesView payload, crypto::Signer& signer);

/// `token`, a message of ours, with exactly these disclosures under 17 (none: an empty header). The signature
/// stays what it was.
Result<Bytes> with_disclosures(BytesView token, std::span<const BytesView> disclosures);

}  // namespace cred::cose
