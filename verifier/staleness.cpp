// SPDX-License-Identifier: Apache-2.0
#include "verifier/staleness.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "cli/console.h"

namespace cred::verifier {

namespace {

std::string china(Instant instant) {
  auto text = to_text(instant + std::chrono::hours(8));
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

/// Age limits are seconds without an upper bound: what lies beyond the year 9999 is never.
std::string after(Instant begin, std::uint64_t seconds) {
  const auto left = static_cast<std::uint64_t>(kLastUnixSecond - 86'400) - to_unix(begin);
  return seconds > left ? "never" : china(begin + std::chrono::seconds(seconds));
}

}  // namespace

std::string staleness(const trust::Bundle& bundle, Instant now) {
  const auto issued = bundle.head().content().issued;
  const auto ends = std::min(
      {bundle.root().content().expires, bundle.issuers().content().expires, bundle.head().content().expires});
  std::vector<std::vector<std::string>> rows;
  using enum trust::VerifierRole;
  for (const auto role : {kGuard, kEmployer, kCheckpoint, kDepartment}) {
    const auto& policy = bundle.policy().of(role);
    const auto age = now > issued ? static_cast<std::uint64_t>((now - issued).count()) : 0;
    const bool stale = age > policy.stale || now >= ends;
    const auto* state = stale ? "stale" : age > policy.fresh ? "aging" : "fresh";
    rows.push_back(
        {std::string(trust::name(role)), state, after(issued, policy.fresh), after(issued, policy.stale)});
  }
  return fmt::format("data of {}, expires {} (China time)\n{}", china(issued), china(ends),
                     cli::table({"role", "now", "fresh until", "stale from"}, rows));
}

}  // namespace cred::verifier
