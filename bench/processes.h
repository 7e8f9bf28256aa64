// SPDX-License-Identifier: Apache-2.0
// A program run to its end, and what it took.
#pragma once

#include <string>
#include <vector>

namespace cred::bench {

struct Usage {
  int exit;
  double processor;  // seconds, of user and system
  double wall;       // seconds
  long peak_kib;     // resident
};

/// Standard output goes to /dev/null.
Usage run_program(const std::vector<std::string>& arguments);

}  // namespace cred::bench
