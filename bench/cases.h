// SPDX-License-Identifier: Apache-2.0
// The cases of the table, each in the file of its subject.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bench/harness.h"

namespace cred::bench {

/// Where to find what a case starts, and where it may write.
struct Surroundings {
  Effort effort;
  std::filesystem::path programs;  // the folder of this program: empty programs beside it
  std::filesystem::path verifier;  // cred-verifier
  std::filesystem::path scratch;
};

struct Case {
  const char* name;
  std::vector<Row> (*run)(const Surroundings& around);
};

std::vector<Row> verify_cases(const Surroundings& around);
std::vector<Row> live_cases(const Surroundings& around);
std::vector<Row> mint_cases(const Surroundings& around);
std::vector<Row> picture_cases(const Surroundings& around);
std::vector<Row> thread_cases(const Surroundings& around);
std::vector<Row> status_cases(const Surroundings& around);
std::vector<Row> register_cases(const Surroundings& around);
std::vector<Row> card_cases(const Surroundings& around);
std::vector<Row> process_cases(const Surroundings& around);

inline constexpr Case kCases[] = {
    {"verify", verify_cases},     {"live", live_cases},      {"mint", mint_cases},
    {"pictures", picture_cases},  {"threads", thread_cases}, {"status", status_cases},
    {"register", register_cases}, {"cards", card_cases},     {"process", process_cases},
};

}  // namespace cred::bench
