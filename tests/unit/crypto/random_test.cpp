// SPDX-License-Identifier: Apache-2.0
#include "cred/crypto/random.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <vector>

#include "support/fixed_random.h"

namespace cred::crypto {
namespace {

/// Says what it is told to say.
class Scripted final : public RandomSource {
 public:
  explicit Scripted(std::vector<std::uint64_t> words) : words_(std::move(words)) {}
  void fill(std::span<std::uint8_t> out) override {
    REQUIRE(out.size() == 8);
    REQUIRE(used_ < words_.size());
    for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<std::uint8_t>(words_[used_] >> (56 - 8 * i));
    ++used_;
  }
  std::size_t used() const { return used_; }

 private:
  std::vector<std::uint64_t> words_;
  std::size_t used_ = 0;
};

TEST_CASE("a bounded number stays below its bound and reaches every value") {
  test::FixedRandom random(1);
  std::array<int, 7> seen{};
  for (int i = 0; i < 700; ++i) ++seen.at(random.below(7));
  CHECK(*std::min_element(seen.begin(), seen.end()) > 50);
  CHECK(random.below(1) == 0);
}

TEST_CASE("values that would make some numbers more likely are drawn again") {
  // 2^64 = 1 modulo 3: exactly the value 0 is too many.
  Scripted random({0, 5});
  CHECK(random.below(3) == 2);
  CHECK(random.used() == 2);
  Scripted power_of_two({0});
  CHECK(power_of_two.below(1u << 20) == 0);
}

TEST_CASE("the system's source does not repeat itself") {
  SystemRandom random;
  CHECK(random.take<32>() != random.take<32>());
}

TEST_CASE("the tests' source repeats itself by seed only") {
  CHECK(test::FixedRandom(7).take<40>() == test::FixedRandom(7).take<40>());
  CHECK(test::FixedRandom(7).take<40>() != test::FixedRandom(8).take<40>());
}

}  // namespace
}  // namespace cred::crypto
