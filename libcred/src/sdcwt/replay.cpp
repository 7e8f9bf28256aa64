// SPDX-License-Identifier: Apache-2.0
#include "cred/sdcwt/replay.h"

namespace cred::sdcwt {

namespace {

bool is_near(Instant then, Instant now) {
  return (then < now ? now - then : then - now) < kReplayMemory;
}

}  // namespace

std::optional<Instant> ReplayMemory::seen(const crypto::Digest& presentation, Instant now) const {
  const auto found = accepted_.find(presentation);
  if (found == accepted_.end() || !is_near(found->second, now)) return std::nullopt;
  return found->second;
}

void ReplayMemory::remember(const crypto::Digest& presentation, Instant now) {
  accepted_.insert_or_assign(presentation, now);
}

void ReplayMemory::forget(Instant now) {
  std::erase_if(accepted_, [&](const auto& entry) {
    return entry.second + kReplayMemory <= now || entry.second > now + std::chrono::hours(24);
  });
}

}  // namespace cred::sdcwt
