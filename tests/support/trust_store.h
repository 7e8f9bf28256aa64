// SPDX-License-Identifier: Apache-2.0
// What a verifier's store keeps, in memory: for tests of updates one after another.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "cred/status/archive.h"
#include "cred/update.h"
#include "support/authority.h"

namespace cred::test {

class TrustStore {
 public:
  /// `init` with this root.
  explicit TrustStore(trust::Root root) : root_(std::move(root)) {}
  explicit TrustStore(const SignedBundle& bundle)
      : TrustStore(*trust::Root::open_first(bundle.roots.front())) {}

  /// Takes the new state over, or keeps the old one and says why.
  Result<Update> update(const SignedBundle& bundle, Instant now = kNow, bool accept_future = false) {
    std::vector<crypto::Digest> hashes;
    for (const auto& [hash, bytes] : members_) hashes.push_back(hash);
    const trust::Held held{&root_, bundle_ ? &*bundle_ : nullptr, hashes, retired_};
    const auto find = [this](const crypto::Digest& hash) -> BytesView { return members_.at(hash); };
    auto updated = cred::update(held, bundle.file(), find, now, accept_future);
    if (updated) keep(*updated);
    return updated;
  }

  const trust::Root& root() const { return root_; }
  const trust::Bundle& bundle() const { return *bundle_; }
  const std::vector<trust::Member>& retired() const { return retired_; }
  /// The store's own bytes of a member, to be spoiled.
  std::map<crypto::Digest, Bytes>& members() { return members_; }
  /// Made for mapping; views into it live as long as the store is not updated.
  BytesView archive() const { return archive_; }
  Instant clock_floor() const { return clock_floor_; }

 private:
  void keep(const Update& updated) {
    archive_ = status::build_archive(updated.lists);  // while the members held before are there
    std::map<crypto::Digest, Bytes> members;
    for (const auto& located : updated.accepted.members) {
      const auto& hash = located.member.hash;
      if (located.in_file) members[hash] = to_bytes(*located.in_file);
      if (!located.in_file && located.held) members[hash] = members_.at(hash);
    }
    members_ = std::move(members);
    root_ = updated.accepted.bundle.root();
    bundle_ = updated.accepted.bundle;
    retired_ = updated.accepted.retired;
    clock_floor_ = updated.clock_floor;
  }

  trust::Root root_;
  std::optional<trust::Bundle> bundle_;
  std::map<crypto::Digest, Bytes> members_;
  std::vector<trust::Member> retired_;
  Bytes archive_;
  Instant clock_floor_{};
};

}  // namespace cred::test
