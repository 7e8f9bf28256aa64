// SPDX-License-Identifier: Apache-2.0
#include "bench/table.h"

#include <fmt/core.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

namespace cred::bench {

namespace {

std::string goal_text(const Row& row) {
  switch (row.kind) {
    case GoalKind::kNone:
      return "";
    case GoalKind::kRatioAtMost:
      return fmt::format("≤ {:.2f}", row.goal);
    case GoalKind::kRatioAtLeast:
      return fmt::format("≥ {:.2f}", row.goal);
    case GoalKind::kValueAtMost:
      return fmt::format("≤ {:g} {}", row.goal, row.unit);
  }
  return "";
}

std::string number(double value) {
  return value < 10 ? fmt::format("{:.2f}", value) : fmt::format("{:.1f}", value);
}

std::string processor_name() {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

}  // namespace

Machine this_machine() {
  double load = 0;
  getloadavg(&load, 1);
  return {processor_name(), std::thread::hardware_concurrency(), load};
}

std::string header_line() {
  return "| case | what | ours | reference | ratio min | median | max | goal | |\n"
         "|---|---|---|---|---|---|---|---|---|\n";
}

std::string table_line(const Row& row) {
  const bool compared = !row.reference.empty();
  return fmt::format(
      "| {} | {} | {} {} | {} | {} | {} | {} | {} | {} |\n", row.name, row.what, number(row.our_value),
      row.unit,
      compared ? fmt::format("{}: {} {}", row.reference, number(row.reference_value), row.unit) : "",
      compared ? fmt::format("{:.3f}", row.ratio.min) : "",
      compared ? fmt::format("**{:.3f}**", row.ratio.median) : "",
      compared ? fmt::format("{:.3f}", row.ratio.max) : "", goal_text(row),
      row.kind == GoalKind::kNone ? "" : (row.met() ? "met" : "**missed**"));
}

std::string to_json(const std::vector<Row>& rows, const Machine& before, const Machine& after,
                    const Effort& effort) {
  nlohmann::ordered_json cases = nlohmann::ordered_json::array();
  for (const auto& row : rows) {
    nlohmann::ordered_json one{{"case", row.name},      {"what", row.what}, {"unit", row.unit},
                               {"ours", row.our_value}, {"goal", nullptr},  {"met", row.met()},
                               {"reference", nullptr}};
    if (row.kind != GoalKind::kNone) one["goal"] = goal_text(row);
    if (!row.reference.empty()) {
      one["reference"] = {{"name", row.reference}, {"value", row.reference_value}};
      one["ratio"] = {{"min", row.ratio.min}, {"median", row.ratio.median}, {"max", row.ratio.max}};
    }
    cases.push_back(std::move(one));
  }
  const nlohmann::ordered_json all{{"machine",
                                    {{"processor", before.processor},
                                     {"cores", before.cores},
                                     {"load_before", before.load},
                                     {"load_after", after.load}}},
                                   {"rounds", effort.rounds},
                                   {"slice_seconds", effort.slice},
                                   {"cases", cases}};
  return all.dump(2) + "\n";
}

}  // namespace cred::bench
