// SPDX-License-Identifier: Apache-2.0
#include "bench/harness.h"

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace cred::bench {

namespace {

double seconds_of(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double time_of(const Contestant& contestant, std::size_t count) {
  const double begun = thread_seconds();
  contestant.run(count);
  return thread_seconds() - begun;
}

/// One contestant's slice of a round.
class Turn {
 public:
  Turn(const Contestant& contestant, const Effort& effort)
      : contestant_(contestant), count_(operations_in(effort.slice, contestant)) {}
  /// Seconds an operation.
  double take() const { return time_of(contestant_, count_) / static_cast<double>(count_); }

 private:
  const Contestant& contestant_;
  std::size_t count_;
};

/// Seconds an operation, one value a round.
struct Times {
  std::vector<double> ours;
  std::vector<double> reference;
};

}  // namespace

Spread spread_of(std::vector<double> values) {
  std::ranges::sort(values);
  return {values.front(), values[values.size() / 2], values.back()};
}

double thread_seconds() {
  return seconds_of(CLOCK_THREAD_CPUTIME_ID);
}

double wall_seconds() {
  return seconds_of(CLOCK_MONOTONIC);
}

std::size_t operations_in(double seconds, const Contestant& contestant) {
  for (std::size_t count = 1;; count *= 2) {
    const double took = time_of(contestant, count);  // doubling warms up as it measures
    if (took < seconds / 2) continue;
    return std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(count) * seconds / took));
  }
}

Row compare(const Comparison& comparison, const Effort& effort) {
  const Turn ours(comparison.ours, effort);
  const Turn reference(comparison.reference, effort);
  std::optional<Turn> left_out;
  if (comparison.left_out) left_out.emplace(*comparison.left_out, effort);

  Times times;
  std::vector<double> ratios;
  for (std::size_t round = 0; round < effort.rounds; ++round) {
    const bool we_begin = round % 2 == 0;
    double mine = we_begin ? ours.take() : 0;
    times.reference.push_back(reference.take());
    if (!we_begin) mine = ours.take();
    times.ours.push_back(mine - (left_out ? left_out->take() : 0));
    ratios.push_back(times.ours.back() / times.reference.back());
  }
  return {.name = comparison.name,
          .what = comparison.what,
          .ours = comparison.ours.name,
          .reference = comparison.reference.name,
          .our_value = spread_of(times.ours).median * 1e6,
          .reference_value = spread_of(times.reference).median * 1e6,
          .ratio = spread_of(ratios),
          .kind = comparison.goal ? GoalKind::kRatioAtMost : GoalKind::kNone,
          .goal = comparison.goal.value_or(0)};
}

bool Row::met() const {
  switch (kind) {
    case GoalKind::kNone:
      return true;
    case GoalKind::kRatioAtMost:
      return ratio.median <= goal;
    case GoalKind::kRatioAtLeast:
      return ratio.median >= goal;
    case GoalKind::kValueAtMost:
      return our_value <= goal;
  }
  return false;
}

void stop(const std::string& why) {
  std::fprintf(stderr, "bench: error: %s\n", why.c_str());
  std::exit(4);
}

}  // namespace cred::bench
