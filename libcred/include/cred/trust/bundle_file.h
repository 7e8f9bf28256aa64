// SPDX-License-Identifier: Apache-2.0
// The bundle file: [1, [+ bstr root], bstr issuers, bstr head, [* bstr member]], and the steps from what a
// store holds to what the file brings (docs/formats/bundle.md, TUF 5.3-5.6). Pure: old state and bytes in,
// new state or a refusal out.
#pragma once

#include <span>
#include <vector>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/trust/bundle.h"

namespace cred::trust {

inline constexpr std::size_t kMaxBundle = std::size_t{2} << 30;  // octets
/// Members that left the head within one epoch: sixteen full heads of them.
inline constexpr std::size_t kMaxRetired = 16 * kMaxMembers;

/// Views into the file, which may be mapped: members are never copied here.
struct BundleFile {
  std::vector<BytesView> roots;
  BytesView issuers;
  BytesView head;
  std::vector<BytesView> members;

  /// Form and limits only. Reasons: cbor, not-deterministic, trust-form.
  static Result<BundleFile> parse(BytesView file);
};

Bytes encode(const BundleFile& file);

/// What a store holds before an update.
struct Held {
  const Root* root;                         // always: `init` put it there
  const Bundle* bundle;                     // none before the first update
  std::span<const crypto::Digest> members;  // hashes of the members it can produce
  std::span<const Member> retired = {};     // Accepted::retired of the update before
};

/// A member of the new head and where its bytes are.
struct LocatedMember {
  Member member;
  std::optional<BytesView> in_file;  // none: the store holds it already, or it is missing
  bool held;
};

struct Accepted {
  Bundle bundle;
  std::vector<LocatedMember> members;  // one for each member of the head, in its order
  bool unchanged;                      // the same head, and no member that was missing: nothing to do
  /// Members of this epoch that no longer stand in the head, for the store to keep: a version never falls,
  /// and who drops a list from one head to bring an older one back with the next is refused too.
  std::vector<Member> retired;
};

/// What a store writes and reads between two updates: [* member].
Bytes encode_retired(std::span<const Member> members);
/// Reasons: cbor, not-deterministic, trust-form.
Result<std::vector<Member>> parse_retired(BytesView encoded);

/// What the store's clock allows: 24 h of error, for an object from the future would brick the clock floor.
inline constexpr std::chrono::hours kMaxFuture{24};
/// Reason issued-in-future when `issued` is after `latest`.
Result<void> check_issued(Instant issued, Instant latest, std::string_view what);
inline Instant latest_issue(Instant now, bool accept_future) {
  return accept_future ? Instant::max() : now + kMaxFuture;
}

/// Verifies roots, issuers, head, order (of roots by version, of all else by epoch and version), tombstones,
/// environment, member hashes and lengths. A status member neither in the file nor held refuses. Objects
/// issued more than 24 h after `now` refuse unless `accept_future`. Reasons: rollback, equivocation,
/// version-gap, threshold, wrong-environment, tombstone-missing, member-hash, member-missing,
/// member-unlisted, issued-in-future, trust-form, …
Result<Accepted> accept(const Held& held, const BundleFile& file, Instant now, bool accept_future);

}  // namespace cred::trust
