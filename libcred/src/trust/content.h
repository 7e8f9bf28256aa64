// SPDX-License-Identifier: Apache-2.0
// Payloads before enough keys signed them: for the open functions, and for a draft that collects signatures.
#pragma once

#include "cred/trust/issuers.h"
#include "cred/trust/root.h"

namespace cred::trust {

/// Form only, nobody vouches for it. Reasons: cbor, not-deterministic, trust-form.
Result<RootContent> parse_root_content(BytesView payload);
Result<IssuersContent> parse_issuers_content(BytesView payload);

/// What the next root must be, whoever signs it: environment, version, form, epoch. Reasons:
/// wrong-environment, version-gap, trust-form, threshold, duplicate-key, rollback.
Result<void> check_next_root(const RootContent& next, const RootContent& held);

/// Whatever the epoch: a key once revoked stays so. Reason tombstone-missing.
Result<void> check_tombstones_kept(const IssuersContent& next, const Issuers& held);

}  // namespace cred::trust
