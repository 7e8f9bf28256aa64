// SPDX-License-Identifier: Apache-2.0
#include "crypto/p256.h"

#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "cred/crypto/public_key.h"
#include "octets.h"

namespace cred::crypto {
namespace {

// RFC 6979 A.2.5: key, and the signature with SHA-256 over "sample". Its s is high; n - s is the form we
// take.
constexpr auto kX = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
constexpr auto kY = "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
constexpr auto kR = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
constexpr auto kHighS = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
constexpr auto kLowS = "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9";

constexpr auto kZero = "0000000000000000000000000000000000000000000000000000000000000000";
constexpr auto kOne = "0000000000000000000000000000000000000000000000000000000000000001";
constexpr auto kOrder = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
constexpr auto kOrderMinusOne = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550";
constexpr auto kHalfOrder = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8";
constexpr auto kHalfOrderPlusOne = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9";
constexpr auto kAllOnes = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

PublicKey key() {
  auto key = PublicKey::p256_uncompressed(octets(kX), octets(kY));
  REQUIRE(key);
  return std::move(*key);
}

bool verifies(const std::string& r, const std::string& s, EcdsaForm form) {
  return key().verify(as_bytes("sample"), octets(r + s), form);
}

TEST_CASE("a compressed point is expanded to the same key") {
  const auto compressed = PublicKey::p256(octets(kX), true);
  REQUIRE(compressed);
  CHECK(*compressed == key());
  CHECK(equal(compressed->y(), octets(kY)));
  CHECK(compressed->y_odd());
  CHECK(compressed->algorithm() == Algorithm::kEsp256);

  const auto other = PublicKey::p256(octets(kX), false);
  REQUIRE(other);
  CHECK_FALSE(*other == key());
}

TEST_CASE("of the two signatures that verify only the low one is ours") {
  CHECK(verifies(kR, kLowS, EcdsaForm::kLowS));
  CHECK_FALSE(verifies(kR, kHighS, EcdsaForm::kLowS));
  CHECK(verifies(kR, kLowS, EcdsaForm::kAnyS));
  CHECK(verifies(kR, kHighS, EcdsaForm::kAnyS));
  CHECK_FALSE(key().verify(as_bytes("Sample"), octets(std::string(kR) + kLowS)));
}

TEST_CASE("r and s outside 1 to n - 1 do not verify") {
  for (const auto* bad : {kZero, kOrder, kAllOnes}) {
    CHECK_FALSE(verifies(bad, kLowS, EcdsaForm::kAnyS));
    CHECK_FALSE(verifies(kR, bad, EcdsaForm::kAnyS));
    CHECK_FALSE(verifies(bad, bad, EcdsaForm::kAnyS));
  }
  CHECK_FALSE(verifies(kOne, kOne, EcdsaForm::kAnyS));
  CHECK_FALSE(verifies(kOrderMinusOne, kOrderMinusOne, EcdsaForm::kAnyS));
}

TEST_CASE("an ECDSA signature that is not 64 octets does not verify") {
  const auto signature = octets(std::string(kR) + kLowS + "00");
  CHECK_FALSE(key().verify(as_bytes("sample"), signature));
  CHECK_FALSE(key().verify(as_bytes("sample"), BytesView(signature).first(63)));
  CHECK_FALSE(key().verify(as_bytes("sample"), {}));
}

TEST_CASE("the bounds of r, s and scalars are exact") {
  CHECK_FALSE(p256::is_scalar(octets(kZero)));
  CHECK(p256::is_scalar(octets(kOne)));
  CHECK(p256::is_scalar(octets(kOrderMinusOne)));
  CHECK_FALSE(p256::is_scalar(octets(kOrder)));
  CHECK_FALSE(p256::is_scalar(Bytes(31, 1)));
  CHECK(p256::is_low_s(octets(std::string(kOne) + kHalfOrder)));
  CHECK_FALSE(p256::is_low_s(octets(std::string(kOne) + kHalfOrderPlusOne)));
}

TEST_CASE("an x without a point, or written as x + p, is no key") {
  const auto bad =
      GENERATE(as<std::string>(), "0000000000000000000000000000000000000000000000000000000000000001",
               "0000000000000000000000000000000000000000000000000000000000000002",
               "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",  // p, the alias of 0,
                                                                                    // which is on the curve
               "ffffffff00000001000000000000000000000001000000000000000000000004",  // p + 5, as 5
               "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
  for (const bool odd : {false, true}) {
    const auto refused = PublicKey::p256(octets(bad), odd);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == Reason::kKey);
  }
  CHECK(PublicKey::p256(octets("0000000000000000000000000000000000000000000000000000000000000005"), true));
}

TEST_CASE("an uncompressed point off the curve is no key") {
  for (const auto* y : {kX, kZero, kOne, kAllOnes}) {
    const auto refused = PublicKey::p256_uncompressed(octets(kX), octets(y));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == Reason::kKey);
  }
  CHECK_FALSE(PublicKey::p256_uncompressed(octets(kZero), octets(kZero)));
}

TEST_CASE("coordinates of another length are no key, the point at infinity neither") {
  const auto longer = octets(std::string(kX) + "00");
  for (const auto x : {BytesView(longer), BytesView(longer).first(31), BytesView()}) {
    CHECK_FALSE(PublicKey::p256(x, true));
    CHECK_FALSE(PublicKey::p256_uncompressed(x, octets(kY)));
    CHECK_FALSE(PublicKey::p256_uncompressed(octets(kX), x));
  }
  // SEC 1 writes infinity as one octet, which OpenSSL takes for a key.
  CHECK_FALSE(p256::Key::from_point(octets("00")));
  CHECK_FALSE(p256::Key::from_point({}));
  CHECK_FALSE(p256::Key::from_point(octets("06" + std::string(kX) + kY)));  // hybrid
}

TEST_CASE("threads share one key") {
  const auto shared = key();
  const auto good = octets(std::string(kR) + kLowS);
  std::vector<int> verified(4);
  std::vector<std::thread> threads;
  for (auto& count : verified) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        count += shared.verify(as_bytes("sample"), good) ? 1 : 0;
        count += shared.verify(as_bytes("other"), good) ? 1000 : 0;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(verified == std::vector<int>{20, 20, 20, 20});
}

}  // namespace
}  // namespace cred::crypto
