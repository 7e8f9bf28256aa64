// SPDX-License-Identifier: Apache-2.0
// What a verifier keeps: the root it was led to, and after the first update a whole generation of trust data.
//
//   DIR/kind                       cred-verifier-store
//   DIR/current                    the generation that counts and its seal, switched by one rename
//   DIR/generations/000002/        root.cbor issuers.cbor head.cbor retired.cbor lists.bin floor members/HASH
//                                  members/HASH.tree: of a register of physical cards
//
// Everything is verified again when it is opened; lists.bin block by block when it is used.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/failure.h"
#include "cli/files.h"
#include "cred/registers.h"
#include "cred/status/archive.h"
#include "cred/trust/bundle.h"
#include "cred/update.h"

namespace cred::verifier {

/// The registers of physical cards that the head names.
struct Registers {
  std::vector<HeldRegister> held;     // views into the store
  std::vector<std::string> not_held;  // names of those that no bundle brought
};

class Store {
 public:
  /// A new store that believes `root`. Refused when the folder holds anything.
  static cli::Outcome<void> create(const std::filesystem::path& folder, const trust::Root& root);
  /// Hint to update again when the files of a generation do not verify or are not there.
  static cli::Outcome<Store> open(const std::filesystem::path& folder);

  const trust::Root& root() const { return root_; }
  /// None before the first update.
  const trust::Bundle* bundle() const { return bundle_ ? &*bundle_ : nullptr; }
  const status::Archive* lists() const { return lists_ ? &*lists_ : nullptr; }
  Instant clock_floor() const { return clock_floor_; }
  /// Opened only where physical cards are asked for; costs the same for every size.
  cli::Outcome<Registers> open_registers();

  /// Verifies the bundle against what is held and writes the next generation; the old one stays usable until
  /// the last rename. Unchanged: nothing is written. A refusal carries the reason word.
  cli::Outcome<Update> update(BytesView bundle_file, Instant now, bool accept_future);

 private:
  Store(std::filesystem::path folder, unsigned generation, trust::Root root)
      : folder_(std::move(folder)), generation_(generation), root_(std::move(root)) {}
  std::filesystem::path path(unsigned generation) const;
  cli::Outcome<void> open_trust_data();
  cli::Outcome<BytesView> map(std::string_view name);
  cli::Outcome<void> write_generation(unsigned number, const Update& update) const;
  cli::Outcome<void> write_members(const std::filesystem::path& target, const Update& update) const;

  std::filesystem::path folder_;
  unsigned generation_;
  trust::Root root_;
  std::vector<cli::MappedFile> mapped_;
  std::optional<trust::Bundle> bundle_;
  std::optional<status::Archive> lists_;
  std::vector<trust::Member> retired_;
  Instant clock_floor_{};
};

}  // namespace cred::verifier
