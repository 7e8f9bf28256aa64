// SPDX-License-Identifier: Apache-2.0
// What a corpus starts from beside the seeds: nearly valid inputs, one thing wrong in each. They show a
// fuzzer the way to refusals that lie deep behind valid octets.
#pragma once

#include <string_view>
#include <vector>

#include "cred/base/bytes.h"

namespace cred::fuzz {

struct Refused {
  std::string_view wrong;
  Bytes input;
};

/// Each of them is refused. Weak: a target that has none does not define it.
[[gnu::weak]] std::vector<Refused> refused();

inline std::vector<Refused> all_refused() {
  return refused != nullptr ? refused() : std::vector<Refused>();
}

}  // namespace cred::fuzz
