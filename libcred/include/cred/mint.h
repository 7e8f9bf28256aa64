// SPDX-License-Identifier: Apache-2.0
// From a draft to a signed permit: check profile, check the key's scope, encode, sign, read back. The mirror
// of verify.h.
#pragma once

#include <string>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/credential/groups.h"
#include "cred/credential/permit.h"
#include "cred/crypto/random.h"
#include "cred/crypto/signer.h"
#include "cred/cwt/claims.h"
#include "cred/trust/issuers.h"

namespace cred {

struct StaticDraft {
  std::string_view document_id;  // 16 characters, unique for ever
  cwt::StatusReference status;   // unique for ever
  credential::StaticPermit permit;
};

/// A permit that may leave: its bytes and its QR text.
struct Issued {
  Bytes token;
  std::string text;
};

/// `entry` is the signer's own entry of the issuers object: what a verifier would refuse is refused here,
/// with the same reason. exp is the end of the last valid day. Also: request (the draft breaks the profile),
/// too-large-for-qr (more than 964 octets; the detail says by how much and what is long).
Result<Issued> mint_static(const StaticDraft& draft, const trust::Entry& entry, crypto::Signer& signer,
                           Instant now);

struct WalletDraft {
  std::string_view document_id;  // another one than the print's
  cwt::StatusReference status;
  crypto::PublicKey device;  // whose possession was proven (enrolment.h)
  credential::WalletPermit permit;
};

/// A wallet credential with all five groups, each under a fresh salt. It goes to its holder only and is never
/// shown bare. Refuses what mint_static refuses; reason key also for a device key that is the entry's own;
/// reason random.
Result<Bytes> mint_wallet(const WalletDraft& draft, const trust::Entry& entry, crypto::Signer& signer,
                          crypto::RandomSource& random, Instant now);

}  // namespace cred
