// SPDX-License-Identifier: Apache-2.0
// Two ways of doing the same work, side by side in one process: many short slices in rotating order, a ratio
// a round, the median of the ratios. Absolute times of different runs are never compared; neighbours on the
// machine hit both sides.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cred::bench {

/// One way of doing the work.
struct Contestant {
  std::string name;
  std::function<void(std::size_t count)> run;  // does it `count` times, each time on the next of many inputs
};

struct Comparison {
  std::string name;
  std::string what;
  Contestant ours;
  Contestant reference;
  std::optional<double> goal;  // the ratio ours / reference is at most this; none: only reported
  std::optional<Contestant> left_out =
      {};  // a part of ours that the goal does not speak of: its time is taken off
};

struct Spread {
  double min;
  double median;
  double max;
};
Spread spread_of(std::vector<double> values);

/// What a goal speaks of.
enum class GoalKind { kNone, kRatioAtMost, kRatioAtLeast, kValueAtMost };

/// One line of the table.
struct Row {
  std::string name;
  std::string what;
  std::string ours;
  std::string reference;  // "": there is none, and no ratio
  std::string unit = "µs";
  double our_value;
  double reference_value = 0;
  Spread ratio{};
  GoalKind kind = GoalKind::kNone;
  double goal = 0;

  bool met() const;
};

struct Effort {
  std::size_t rounds = 15;
  double slice = 0.02;  // seconds of processor time a contestant and round
};

/// Processor time of this thread, in seconds: what others do on the machine in between is not counted.
double thread_seconds();
/// Wall time, for what several threads or processes do.
double wall_seconds();

/// How many operations take about `seconds`.
std::size_t operations_in(double seconds, const Contestant& contestant);

Row compare(const Comparison& comparison, const Effort& effort);

/// Keeps a result alive, so that the work is not optimised away.
template <class T>
void keep(const T& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

[[noreturn]] void stop(const std::string& why);
inline void require(bool holds, const std::string& why) {
  if (!holds) stop(why);
}

}  // namespace cred::bench
