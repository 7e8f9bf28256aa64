// SPDX-License-Identifier: Apache-2.0
// The memory of live codes that a store keeps: one small file, DIR/live/memory.cbor, read, used and written
// under its own lock, so that two processes never both accept one code.
#pragma once

#include <filesystem>
#include <optional>

#include "cli/failure.h"
#include "cli/files.h"
#include "verifier/remembered.h"

namespace cred::verifier {

class LiveMemory {
 public:
  /// Waits for its turn; nobody else reads or writes until this one is gone.
  static cli::Outcome<LiveMemory> open(const std::filesystem::path& store);

  const sdcwt::ReplayMemory& replay() const { return remembered_.accepted; }
  std::optional<MadeChallenge> find(const sdcwt::Nonce& nonce) const;

  void add_challenge(const sdcwt::Nonce& nonce, Instant now);
  /// A code that was accepted; the challenge it answers, if any, is used.
  void accept(const crypto::Digest& presentation, const std::optional<sdcwt::Nonce>& answered, Instant now);
  cli::Outcome<void> save(Instant now);

 private:
  LiveMemory(std::filesystem::path file, cli::StoreLock lock)
      : file_(std::move(file)), lock_(std::move(lock)) {}
  cli::Outcome<void> load();

  std::filesystem::path file_;
  cli::StoreLock lock_;
  Remembered remembered_;
};

}  // namespace cred::verifier
