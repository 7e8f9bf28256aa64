// SPDX-License-Identifier: Apache-2.0
// The holder's side: what a wallet checks before it keeps a permit, and the live codes it makes of it.
//
//   HeldPermit::receive   a credential this wallet may keep: issuer, own device, everything disclosed to it
//   present_quick         for a role, fresh for 60 s
//   present_answer        for one verifier's challenge
#pragma once

#include <string>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/credential/disclosure_profile.h"
#include "cred/credential/groups.h"
#include "cred/crypto/public_key.h"
#include "cred/crypto/signer.h"
#include "cred/cwt/claims.h"
#include "cred/sdcwt/challenge.h"
#include "cred/trust/bundle.h"

namespace cred {

/// A wallet credential that its holder has checked. Owns the octets its texts are views into.
class HeldPermit {
 public:
  /// A credential that just came. Reasons: those of cose::Sign1::parse, Bundle::attest, the claims and
  /// Bundle::check_authority; claims (bound to a key of an authority; the passport check is not of the
  /// passport in it, which would turn every check of an employer red); key (bound to another device);
  /// time-inconsistent; expired; disclosure (a digest without its claim).
  static Result<HeldPermit> receive(Bytes token, const trust::Bundle& trust, const crypto::PublicKey& device,
                                    Instant now);
  /// The same credential out of the wallet again: `issuer` is the key that vouched for it then (issuer_key).
  static Result<HeldPermit> reopen(Bytes token, const crypto::PublicKey& issuer,
                                   const crypto::PublicKey& device);

  HeldPermit(HeldPermit&&) = default;
  HeldPermit& operator=(HeldPermit&&) = default;
  HeldPermit(const HeldPermit&) = delete;
  HeldPermit& operator=(const HeldPermit&) = delete;

  BytesView token() const { return token_; }
  const crypto::PublicKey& issuer_key() const { return issuer_key_; }
  const cwt::Claims& claims() const { return claims_.claims; }
  const crypto::PublicKey& device() const { return claims_.device; }
  const credential::WalletPermit& permit() const { return permit_; }
  /// The token with only these groups disclosed.
  Bytes showing(credential::GroupSet groups) const;

 private:
  struct Disclosed {
    credential::Group group;
    BytesView content;
  };
  HeldPermit(Bytes token, crypto::PublicKey issuer_key, cwt::WalletClaims claims,
             credential::WalletPermit permit, std::vector<Disclosed> disclosed)
      : token_(std::move(token)),
        issuer_key_(std::move(issuer_key)),
        claims_(std::move(claims)),
        permit_(permit),
        disclosed_(std::move(disclosed)) {}
  static Result<HeldPermit> read(Bytes token, const cose::Verified& message, const crypto::PublicKey& device);

  Bytes token_;
  crypto::PublicKey issuer_key_;
  cwt::WalletClaims claims_;
  credential::WalletPermit permit_;
  std::vector<Disclosed> disclosed_;
};

/// A live code.
struct Presented {
  Bytes token;
  std::string text;  // FWP1:
};

/// A code for whoever checks as `role`. `clock`: the phone's, if it lags behind the credential's own time
/// that one counts. Reasons: key (not the device the permit is bound to), crypto, too-large-for-qr (more than
/// 1,232 octets; the detail says what is long).
Result<Presented> present_quick(const HeldPermit& permit, trust::VerifierRole role,
                                credential::GroupSet groups, crypto::Signer& device, Instant clock);

/// The answer to one challenge. The same reasons, and text (an audience that no challenge may carry).
Result<Presented> present_answer(const HeldPermit& permit, const sdcwt::Challenge& challenge,
                                 credential::GroupSet groups, crypto::Signer& device, Instant clock);

}  // namespace cred
