// SPDX-License-Identifier: Apache-2.0
// A live presentation (SD-KBT, typ 294; docs/formats/presentation.md): the wallet credential with the chosen
// disclosures in the protected header, signed by the device the credential is bound to.
//
//   Presentation   well formed, nobody vouches for anything
//   Proven         the device named in the credential signed this presentation
//
// Only Presentation::verify makes a Proven, and only a Proven is revealed (reveal.h).
#pragma once

#include <optional>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/cose/sign1.h"
#include "cred/crypto/digest.h"
#include "cred/crypto/signer.h"
#include "cred/cwt/claims.h"
#include "cred/sdcwt/challenge.h"

namespace cred::sdcwt {

/// Views into the token.
class Proven {
 public:
  std::string_view audience() const { return audience_; }
  Instant iat() const { return iat_; }
  const std::optional<Nonce>& nonce() const { return nonce_; }  // there: an answer to a challenge
  /// SHA-256 of what the device signed: the same again is the same code again.
  const crypto::Digest& identity() const { return identity_; }
  /// What the holder chose to show, unopened.
  const std::optional<cbor::Item>& disclosures() const { return disclosures_; }

 private:
  friend class Presentation;
  Proven() = default;
  std::string_view audience_;
  Instant iat_;
  std::optional<Nonce> nonce_;
  crypto::Digest identity_{};
  std::optional<cbor::Item> disclosures_;
};

/// Keeps views: `token` must outlive it.
class Presentation {
 public:
  /// Reasons: cbor, not-deterministic, cose, typ (not 294, inside not 293), header (not exactly 1, 13, 16),
  /// algorithm; those of cose::Sign1::parse for the credential inside.
  static Result<Presentation> parse(BytesView token);

  /// The wallet credential inside, for Bundle::attest.
  const cose::Sign1& credential() const { return credential_; }
  /// Its octets as received.
  BytesView token() const { return token_; }

  /// `credential`: the claims of the credential inside, which the issuer vouched for. Reasons, in this order:
  /// holder-signature (also: another algorithm than the device's, not 64 octets, high s; claims of another
  /// credential); cbor, not-deterministic, claims; time-inconsistent (iat before the credential's).
  Result<Proven> verify(const cwt::WalletClaims& credential) &&;

 private:
  Presentation(cose::Sign1 credential, BytesView token, crypto::Algorithm algorithm,
               std::optional<cbor::Item> disclosures, BytesView protected_header, BytesView payload,
               BytesView signature)
      : credential_(std::move(credential)),
        token_(token),
        algorithm_(algorithm),
        disclosures_(disclosures),
        protected_(protected_header),
        payload_(payload),
        signature_(signature) {}
  cose::Sign1 credential_;
  BytesView token_;
  crypto::Algorithm algorithm_;
  std::optional<cbor::Item> disclosures_;
  BytesView protected_;
  BytesView payload_;
  BytesView signature_;
};

/// What the device says.
struct Statement {
  std::string_view audience;
  Instant iat;
  std::optional<Nonce> nonce;
};

/// A presentation over `credential` (with the disclosures it is to show), verified once more with the
/// device's key before it is returned. Reasons: text (the audience), crypto.
Result<Bytes> sign_presentation(BytesView credential, const Statement& statement, crypto::Signer& device);

}  // namespace cred::sdcwt
