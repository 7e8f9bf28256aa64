// SPDX-License-Identifier: Apache-2.0
// What a store remembers of live codes: which were accepted a moment ago, and which challenges await an
// answer. One small file, DIR/live/memory.cbor, read, used and written under its own lock, so that two
// processes never both accept one code.
//   [[* [hash 32, time]], [* [nonce 16, time, used]]]      each ascending
#pragma once

#include <filesystem>
#include <map>
#include <optional>

#include "cli/failure.h"
#include "cli/files.h"
#include "cred/sdcwt/challenge.h"
#include "cred/sdcwt/replay.h"
#include "cred/verdict.h"

namespace cred::verifier {

/// A nonce this store made.
struct MadeChallenge {
  Instant made;
  bool used;
};

class LiveMemory {
 public:
  /// Waits for its turn; nobody else reads or writes until this one is gone.
  static cli::Outcome<LiveMemory> open(const std::filesystem::path& store);

  const sdcwt::ReplayMemory& replay() const { return replay_; }
  std::optional<MadeChallenge> find(const sdcwt::Nonce& nonce) const;

  void add_challenge(const sdcwt::Nonce& nonce, Instant now);
  /// A code that was accepted; the challenge it answers, if any, is used.
  void accept(const crypto::Digest& presentation, const std::optional<sdcwt::Nonce>& answered, Instant now);
  cli::Outcome<void> save(Instant now);

 private:
  LiveMemory(std::filesystem::path file, cli::StoreLock lock)
      : file_(std::move(file)), lock_(std::move(lock)) {}
  cli::Outcome<void> load();
  Result<void> parse(BytesView content);
  Bytes encode() const;

  std::filesystem::path file_;
  cli::StoreLock lock_;
  sdcwt::ReplayMemory replay_;
  std::map<sdcwt::Nonce, MadeChallenge> challenges_;
};

}  // namespace cred::verifier
