// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "cred/codec/hex.h"
#include "cred/cose/sig_structure.h"
#include "cred/crypto/software_signer.h"
#include "crypto/p256.h"
#include "support/fixed_random.h"

namespace cred::crypto {
namespace {

struct Signed {
  explicit Signed(Algorithm algorithm)
      : random("signature"),
        signer(std::move(*make_software_signer(generate_private_key(algorithm, random)))),
        message(cose::SigStructure::sign1(Bytes{0xa0}, Bytes(300, 7))),
        signature(*signer->sign(message)) {}

  bool verifies(BytesView changed, EcdsaForm form = EcdsaForm::kLowS) const {
    return signer->public_key().verify(message.bytes(), changed, form);
  }

  test::FixedRandom random;
  std::unique_ptr<Signer> signer;
  ToBeSigned message;
  Signature signature;
};

TEST_CASE("no bit of a signature can be changed") {
  const Signed good(GENERATE(Algorithm::kEd25519, Algorithm::kEsp256));
  REQUIRE(good.verifies(good.signature));
  for (std::size_t bit = 0; bit < good.signature.size() * 8; ++bit) {
    auto changed = good.signature;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    REQUIRE_FALSE(good.verifies(changed));
  }
  CHECK_FALSE(good.verifies(BytesView(good.signature).first(63)));
  CHECK_FALSE(good.verifies({}));
  Bytes longer(good.signature.begin(), good.signature.end());
  longer.push_back(0);
  CHECK_FALSE(good.verifies(longer));
}

TEST_CASE("the other ECDSA signature that verifies, with a high s, is refused by policy") {
  const Signed good(Algorithm::kEsp256);
  // s' = n - s, octet by octet.
  const auto order = *codec::from_hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  auto high = good.signature;
  int borrow = 0;
  for (std::size_t i = 32; i-- > 0;) {
    const int difference = order[i] - good.signature[32 + i] - borrow;
    borrow = difference < 0 ? 1 : 0;
    high[32 + i] = static_cast<std::uint8_t>(difference + 256 * borrow);
  }
  CHECK(good.verifies(high, EcdsaForm::kAnyS));
  CHECK_FALSE(good.verifies(high, EcdsaForm::kLowS));
}

TEST_CASE("r or s of zero or of n never reaches the library") {
  const Signed good(Algorithm::kEsp256);
  const auto order = *codec::from_hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  for (const auto& value : {Bytes(32, 0), order, Bytes(32, 0xff)}) {
    for (const std::size_t at : {std::size_t{0}, std::size_t{32}}) {
      auto changed = good.signature;
      std::copy(value.begin(), value.end(), changed.begin() + static_cast<std::ptrdiff_t>(at));
      CHECK_FALSE(p256::is_in_range(changed));
      CHECK_FALSE(good.verifies(changed, EcdsaForm::kAnyS));
    }
  }
  CHECK_FALSE(good.verifies(Signature{}, EcdsaForm::kAnyS));
}

TEST_CASE("made ECDSA signatures have a low s, every time") {
  const Signed good(Algorithm::kEsp256);
  for (int i = 0; i < 64; ++i) {
    const auto signature = good.signer->sign(good.message);
    REQUIRE(signature);
    REQUIRE(p256::is_low_s(*signature));
    REQUIRE(good.verifies(*signature));
  }
}

TEST_CASE("half the order is the last low s") {
  auto signature = Signature{};
  const auto half = *codec::from_hex("7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8");
  std::copy(half.begin(), half.end(), signature.begin() + 32);
  CHECK(p256::is_low_s(signature));
  signature[63] += 1;
  CHECK_FALSE(p256::is_low_s(signature));
}

}  // namespace
}  // namespace cred::crypto
