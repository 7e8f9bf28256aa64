// SPDX-License-Identifier: Apache-2.0
// From a draft to a signed permit: check profile, check the key's scope, encode, sign, read back. The mirror
// of verify.h.
#pragma once

#include <string>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/credential/permit.h"
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

}  // namespace cred
