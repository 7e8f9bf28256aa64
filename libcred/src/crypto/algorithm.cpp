// SPDX-License-Identifier: Apache-2.0
#include "cred/crypto/algorithm.h"

namespace cred::crypto {

std::string_view name(Algorithm algorithm) {
  return algorithm == Algorithm::kEd25519 ? "Ed25519" : "ES256";
}

std::optional<Algorithm> algorithm_from_name(std::string_view name_given) {
  for (const auto algorithm : {Algorithm::kEd25519, Algorithm::kEsp256}) {
    if (name_given == name(algorithm)) return algorithm;
  }
  return std::nullopt;
}

}  // namespace cred::crypto
