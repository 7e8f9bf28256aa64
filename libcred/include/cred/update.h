// SPDX-License-Identifier: Apache-2.0
// From a bundle file to what a verifier's store keeps: trust::accept, then
// every status list verified, attested and unpacked. Puts trust and status
// together, as verify.h does. Nothing is half done: a value or a refusal.
#pragma once

#include <functional>
#include <vector>

#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/status/archive.h"
#include "cred/trust/bundle_file.h"

namespace cred {

/// The bytes of a member that the store holds, by hash.
using FindHeldMember = std::function<BytesView(const crypto::Digest&)>;

/// The tree over the pages of a register, to be kept beside the member for look-ups (registers.h).
struct RegisterTree {
  crypto::Digest member;  // hash
  Bytes tree;
};

struct Update {
  trust::Accepted accepted;
  std::vector<status::ArchiveEntry> lists;  // for status::write_archive, while file and held members live
  std::vector<RegisterTree> registers;
  Instant clock_floor;  // newest issued / iat of everything now held
};

/// Spared lists that a tombstone names are checked and kept beside the status lists.
/// A status list is refused unless signed by a status entry whose prefix its sub begins with, iat in the
/// window, key not tombstoned, name = sub; member kinds this version does not read are kept and not used.
/// Reasons as accept, and those of status::ListClaims and check_authority.
Result<Update> update(const trust::Held& held, const trust::BundleFile& file, const FindHeldMember& find,
                      Instant now, bool accept_future);

}  // namespace cred
