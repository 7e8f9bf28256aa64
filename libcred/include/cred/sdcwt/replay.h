// SPDX-License-Identifier: Apache-2.0
// Which presentations were accepted a moment ago. Plain data: the verifier's store keeps it.
#pragma once

#include <chrono>
#include <map>
#include <optional>

#include "cred/base/time.h"
#include "cred/crypto/digest.h"

namespace cred::sdcwt {

/// Longer than any quick code lives: 60 s back and 30 s ahead.
inline constexpr std::chrono::seconds kReplayMemory{120};

class ReplayMemory {
 public:
  /// When the presentation was accepted, if that is less than 120 s from `now` on either side (a clock may
  /// have been set back).
  std::optional<Instant> seen(const crypto::Digest& presentation, Instant now) const;
  void remember(const crypto::Digest& presentation, Instant now);
  /// Drops what is too old at `now`, and what a clock gone wrong dated more than a day ahead.
  void forget(Instant now);
  const std::map<crypto::Digest, Instant>& accepted() const { return accepted_; }

 private:
  std::map<crypto::Digest, Instant> accepted_;
};

}  // namespace cred::sdcwt
