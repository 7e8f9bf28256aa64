// SPDX-License-Identifier: Apache-2.0
// Whose register of physical cards is this, and may it be believed? Puts trust and legacy together, for
// update (once, every page) and for look-ups (the header, again whenever a store is opened).
#pragma once

#include <string>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/legacy/register.h"
#include "cred/trust/bundle.h"

namespace cred {

/// A register header that an authority of the bundle signed within its powers.
struct AttestedHeader {
  const trust::Entry* signer;
  legacy::Header header;
};

/// The header of `file`, the bytes of `member`: signed by a register entry whose regions cover the whole
/// scope, as-of in the key's window, key not withdrawn; named as its authority and of the version the head
/// says, so that no older register comes back under another name. Reasons: claims, cbor, …, unknown-key,
/// algorithm, issuer-signature, wrong-purpose, key-revoked, wrong-issuer-name, wrong-region,
/// outside-signing-window.
Result<AttestedHeader> attest_register(const trust::Bundle& bundle, const trust::Member& member,
                                       BytesView file);

/// A register as a verifier uses it.
struct HeldRegister {
  std::string iss;
  legacy::Register cards;

  /// Constant time. `file` and `tree` (of legacy::check_pages at import) must outlive it.
  static Result<HeldRegister> open(const trust::Bundle& bundle, const trust::Member& member, BytesView file,
                                   BytesView tree);
};

}  // namespace cred
