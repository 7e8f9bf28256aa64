// SPDX-License-Identifier: Apache-2.0
// Randomness is an argument: tools pass SystemRandom, tests a fixed source.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace cred::crypto {

class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;

  template <std::size_t N>
  std::array<std::uint8_t, N> take() {
    std::array<std::uint8_t, N> out;
    fill(out);
    return out;
  }
  /// Uniform in [0, bound), bound >= 1, by rejection.
  std::uint64_t below(std::uint64_t bound);
};

/// libsodium's generator, seeded by the operating system.
class SystemRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace cred::crypto
