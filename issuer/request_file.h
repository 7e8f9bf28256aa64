// SPDX-License-Identifier: Apache-2.0
// A file of requests: one JSON object, an array of them, or JSON Lines.
#pragma once

#include <string_view>
#include <vector>

#include "issuer/request.h"

namespace cred::issuer {

inline constexpr std::size_t kMaxRequestFile = std::size_t{64} << 20;  // octets
inline constexpr std::size_t kMaxProblems = 1000;  // more than anybody reads: the rest is not looked at

struct RequestFile {
  std::vector<Request> requests;  // only rows without a problem
  Problems problems;              // of all rows, in the order of the file
};

/// Every row is read, whatever was wrong with the ones before, up to kMaxProblems. An id twice is a problem
/// too.
RequestFile read_requests(std::string_view text);

}  // namespace cred::issuer
