// SPDX-License-Identifier: Apache-2.0
// An authority's folder, opened and held by one command at a time:
//   kind  authority.json  keys/NAME.key  trust/root.cbor  trust/issuers.cbor  registry.sqlite
//   offline/ holds the keys of the roles root and issuers, which daily work never reads.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/clock.h"
#include "cli/files.h"
#include "cred/trust/bundle.h"
#include "issuer/authority.h"
#include "issuer/keys.h"
#include "issuer/registry/registry.h"

namespace cred::issuer {

class Store {
 public:
  /// Locks it and checks the signatures of its trust objects.
  static cli::Outcome<Store> open(const std::filesystem::path& path);

  const Authority& authority() const { return authority_; }
  const trust::Root& root() const { return root_; }
  const trust::Issuers& issuers() const { return issuers_; }
  trust::Environment environment() const { return root_.content().environment; }
  Registry& registry() { return *registry_; }
  std::filesystem::path keys() const { return path_ / "keys"; }

  /// The entry of the issuers object that speaks of this very key.
  const trust::Entry* entry_of(const crypto::PublicKey& key) const;
  /// The same for a key of this purpose that may sign at `now`, or why not.
  cli::Outcome<const trust::Entry*> entry_for(const KeyFile& key, trust::Purpose purpose, Instant now) const;

  /// What ends in less than 30 days, or has ended: one sentence for each time:
  /// "expires in 12 days (2026-01-27): the root, the permits key".
  cli::Outcome<std::vector<std::string>> endings(Instant now);

 private:
  Store(std::filesystem::path path, cli::StoreLock lock, Authority authority, trust::Root root,
        trust::Issuers issuers, std::unique_ptr<Registry> registry)
      : path_(std::move(path)),
        lock_(std::move(lock)),
        authority_(std::move(authority)),
        root_(std::move(root)),
        issuers_(std::move(issuers)),
        registry_(std::move(registry)) {}

  std::filesystem::path path_;
  cli::StoreLock lock_;
  Authority authority_;
  trust::Root root_;
  trust::Issuers issuers_;
  std::unique_ptr<Registry> registry_;
};

/// "2036-01-01 00:00" in China, without the time when it is midnight.
std::string china_time(Instant instant);

}  // namespace cred::issuer
