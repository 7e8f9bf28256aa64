// SPDX-License-Identifier: Apache-2.0
#include "cred/crypto/software_signer.h"

#include <catch2/catch.hpp>

#include "cred/cose/sig_structure.h"
#include "crypto/p256.h"
#include "octets.h"
#include "support/fixed_random.h"

namespace cred::crypto {
namespace {

// RFC 8032 7.1 test 1, RFC 6979 A.2.5.
constexpr auto kSeed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
constexpr auto kEd25519X = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
constexpr auto kScalar = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
constexpr auto kP256X = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
constexpr auto kP256Y = "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";

ToBeSigned message() {
  return cose::SigStructure::sign1(as_bytes("header"), as_bytes("payload"));
}

TEST_CASE("a private key makes the public key its standard says") {
  const auto ed25519 = make_software_signer({Algorithm::kEd25519, secret_octets(kSeed)});
  REQUIRE(ed25519);
  CHECK(equal((*ed25519)->public_key().x(), octets(kEd25519X)));
  const auto p256 = make_software_signer({Algorithm::kEsp256, secret_octets(kScalar)});
  REQUIRE(p256);
  CHECK(equal((*p256)->public_key().x(), octets(kP256X)));
  CHECK(equal((*p256)->public_key().y(), octets(kP256Y)));
}

TEST_CASE("what a signer signs verifies under its public key, always with low s") {
  const auto algorithm = GENERATE(Algorithm::kEd25519, Algorithm::kEsp256);
  test::FixedRandom random(1);
  const auto signer = make_software_signer(generate_private_key(algorithm, random));
  REQUIRE(signer);
  const auto& key = (*signer)->public_key();
  for (int i = 0; i < 40; ++i) {
    const auto signature = (*signer)->sign(message());
    REQUIRE(signature);
    CHECK(key.verify(message().bytes(), *signature, EcdsaForm::kLowS));
    CHECK_FALSE(key.verify(as_bytes("another"), *signature));
  }
}

TEST_CASE("no bit of a signature can be changed") {
  const auto algorithm = GENERATE(Algorithm::kEd25519, Algorithm::kEsp256);
  test::FixedRandom random(1);
  const auto signer = make_software_signer(generate_private_key(algorithm, random));
  REQUIRE(signer);
  auto signature = *(*signer)->sign(message());
  const auto verifies = [&] { return (*signer)->public_key().verify(message().bytes(), signature); };
  REQUIRE(verifies());
  for (std::size_t bit = 0; bit < 8 * signature.size(); ++bit) {
    const auto mask = static_cast<std::uint8_t>(1u << bit % 8);
    signature[bit / 8] ^= mask;
    INFO("bit " << bit);
    CHECK_FALSE(verifies());
    signature[bit / 8] ^= mask;
  }
}

TEST_CASE("keys of one source are different, keys of one seed the same") {
  const auto algorithm = GENERATE(Algorithm::kEd25519, Algorithm::kEsp256);
  test::FixedRandom random(1);
  test::FixedRandom again(1);
  const auto first = make_software_signer(generate_private_key(algorithm, random));
  const auto second = make_software_signer(generate_private_key(algorithm, random));
  const auto repeated = make_software_signer(generate_private_key(algorithm, again));
  REQUIRE((first && second && repeated));
  CHECK_FALSE((*first)->public_key() == (*second)->public_key());
  CHECK((*first)->public_key() == (*repeated)->public_key());
}

TEST_CASE("a P-256 scalar out of range and a key of another size are refused") {
  for (const auto* bad : {"0000000000000000000000000000000000000000000000000000000000000000",
                          "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
                          "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}) {
    const auto refused = make_software_signer({Algorithm::kEsp256, secret_octets(bad)});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == Reason::kKey);
  }
  CHECK(make_software_signer(
      {Algorithm::kEsp256,
       secret_octets("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550")}));
  for (const auto algorithm : {Algorithm::kEd25519, Algorithm::kEsp256}) {
    for (const std::size_t size : {0u, 31u, 33u, 64u}) {
      const auto refused = make_software_signer({algorithm, SecretBytes(size)});
      REQUIRE_FALSE(refused);
      CHECK(refused.error().reason == Reason::kKey);
    }
  }
}

/// All ones first, which is no scalar, then ones.
class OnesFirst final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (auto& octet : out) octet = calls_ == 0 ? 0xff : 0x01;
    ++calls_;
  }
  int calls() const { return calls_; }

 private:
  int calls_ = 0;
};

TEST_CASE("a P-256 key is drawn again until it is in range") {
  OnesFirst random;
  const auto key = generate_private_key(Algorithm::kEsp256, random);
  CHECK(random.calls() == 2);
  CHECK(p256::is_scalar(key.secret.reveal()));
}

TEST_CASE("the words of the command line name the algorithms") {
  for (const auto algorithm : {Algorithm::kEd25519, Algorithm::kEsp256}) {
    CHECK(algorithm_from_name(name(algorithm)) == algorithm);
    CHECK(algorithm_from_cose(to_cose(algorithm)) == algorithm);
  }
  CHECK(name(Algorithm::kEsp256) == "ES256");
  CHECK_FALSE(algorithm_from_name("es256"));
  for (const std::int64_t not_ours : {-7, -8, -35, 0, -70010}) CHECK_FALSE(algorithm_from_cose(not_ours));
}

}  // namespace
}  // namespace cred::crypto
