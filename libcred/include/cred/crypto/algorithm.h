// SPDX-License-Identifier: Apache-2.0
// The closed list of signature algorithms. The key decides the algorithm, a message may only agree.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cred::crypto {

/// Fully specified algorithms of RFC 9864. SM2 with SM3 (-70010) is known by number and not in this version.
enum class Algorithm : std::uint8_t { kEd25519, kEsp256 };

inline constexpr std::int64_t kCoseEd25519 = -19;
inline constexpr std::int64_t kCoseEsp256 = -9;
inline constexpr std::int64_t kCoseSm2Sm3 = -70010;

constexpr std::int64_t to_cose(Algorithm algorithm) {
  return algorithm == Algorithm::kEd25519 ? kCoseEd25519 : kCoseEsp256;
}

constexpr std::optional<Algorithm> algorithm_from_cose(std::int64_t number) {
  if (number == kCoseEd25519) return Algorithm::kEd25519;
  if (number == kCoseEsp256) return Algorithm::kEsp256;
  return std::nullopt;
}

/// "Ed25519", "ES256": the words of the command line.
std::string_view name(Algorithm algorithm);
std::optional<Algorithm> algorithm_from_name(std::string_view name);

inline constexpr std::size_t kSignatureSize = 64;  // both algorithms: raw R||S, raw r||s
using Signature = std::array<std::uint8_t, kSignatureSize>;

}  // namespace cred::crypto
