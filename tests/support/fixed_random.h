// SPDX-License-Identifier: Apache-2.0
// Randomness that is the same in every run: SHA-256 over a seed and a counter. For tests only.
//
//   test::FixedRandom random(7);        test::FixedRandom other("another card");
#pragma once

#include <string>
#include <string_view>

#include "cred/crypto/digest.h"
#include "cred/crypto/random.h"

namespace cred::test {

class FixedRandom final : public crypto::RandomSource {
 public:
  explicit FixedRandom(std::string_view seed = "fixed") : seed_(seed) {}
  explicit FixedRandom(std::uint64_t seed) : seed_(std::to_string(seed)) {}

  void fill(std::span<std::uint8_t> out) override {
    for (auto& octet : out) {
      if (used_ == block_.size()) {
        block_ = crypto::sha256(as_bytes(seed_ + "/" + std::to_string(counter_++)));
        used_ = 0;
      }
      octet = block_[used_++];
    }
  }

 private:
  std::string seed_;
  std::uint64_t counter_ = 0;
  crypto::Digest block_{};
  std::size_t used_ = block_.size();
};

}  // namespace cred::test
