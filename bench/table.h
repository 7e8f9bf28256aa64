// SPDX-License-Identifier: Apache-2.0
// The rows for people (Markdown) and for programs (JSON).
#pragma once

#include <string>
#include <vector>

#include "bench/harness.h"

namespace cred::bench {

/// The machine as the system names it.
struct Machine {
  std::string processor;
  unsigned cores;
  double load;  // average of the last minute
};
Machine this_machine();

std::string header_line();
std::string table_line(const Row& row);
std::string to_json(const std::vector<Row>& rows, const Machine& before, const Machine& after,
                    const Effort& effort);

}  // namespace cred::bench
