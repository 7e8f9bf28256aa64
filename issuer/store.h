// SPDX-License-Identifier: Apache-2.0
// An authority's folder, opened and held by one command at a time:
//   kind  authority.json  keys/NAME.key  trust/current.cbor  registry.sqlite
//   trust/next.draft       a change that collects signatures (issuer/ceremony.h)
//   trust/spared/HASH      spared lists that tombstones name
//   included/              lists of other authorities, published with ours (issuer/inclusion.h)
//   offline/               the keys of the roles root and issuers, which daily work never reads
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/clock.h"
#include "cli/files.h"
#include "cli/trust_changes.h"
#include "cred/trust/bundle.h"
#include "issuer/authority.h"
#include "issuer/keys.h"
#include "issuer/registry/registry.h"
#include "issuer/trust_state.h"

namespace cred::issuer {

class Store {
 public:
  /// Locks it and checks the signatures of its trust objects.
  static cli::Outcome<Store> open(const std::filesystem::path& path);

  const Authority& authority() const { return authority_; }
  const trust::Root& root() const { return trust_.root; }
  /// Every root so far: what a verifier follows that still holds the first.
  const std::vector<Bytes>& roots() const { return trust_.roots; }
  const trust::Issuers& issuers() const { return trust_.issuers; }
  trust::Environment environment() const { return root().content().environment; }
  /// On disk before this returns.
  cli::Outcome<void> adopt(const std::optional<trust::Root>& root,
                           const std::optional<trust::Issuers>& issuers);
  Registry& registry() { return *registry_; }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path keys() const { return path_ / "keys"; }
  std::filesystem::path offline() const { return path_ / "offline"; }

  /// The entry of the issuers object that speaks of this very key.
  const trust::Entry* entry_of(const crypto::PublicKey& key) const;
  /// The same for a key of this purpose that may sign at `now`, or why not.
  cli::Outcome<const trust::Entry*> entry_for(const KeyFile& key, trust::Purpose purpose, Instant now) const;

  /// What ends in less than 30 days, or has ended: one sentence for each time:
  /// "expires in 12 days (2026-01-27): the root, the permits key".
  cli::Outcome<std::vector<std::string>> endings(Instant now);

 private:
  Store(std::filesystem::path path, cli::StoreLock lock, Authority authority, TrustState trust,
        std::unique_ptr<Registry> registry)
      : path_(std::move(path)),
        lock_(std::move(lock)),
        authority_(std::move(authority)),
        trust_(std::move(trust)),
        registry_(std::move(registry)) {}

  std::filesystem::path path_;
  cli::StoreLock lock_;
  Authority authority_;
  TrustState trust_;
  std::unique_ptr<Registry> registry_;
};

using cli::china_time;

}  // namespace cred::issuer
