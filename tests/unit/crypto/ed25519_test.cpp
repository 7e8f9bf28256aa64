// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <string>

#include "cred/crypto/public_key.h"
#include "octets.h"

namespace cred::crypto {
namespace {

// RFC 8032 7.1, test 1: the signature is over no octets at all.
constexpr auto kKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
constexpr auto kOverNothing =
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
    "d25bf5f0595bbe24655141438e7a100b";

// By the same key over "permit", with a nonce of our choice.
constexpr auto kR = "ef4f62f8479733ad879cfaced3c89a9c39dd4fc795ef2efa1c3eafe4d729a081";
constexpr auto kS = "fd8785e7ea58b9ca0a063134e4895f387f48fd82740d13156e1b76b176ec7508";
constexpr auto kSPlusOrder = "ea5b7b4405bccb22e1a228d7c2833e4d7f48fd82740d13156e1b76b176ec7518";

PublicKey key() {
  auto key = PublicKey::ed25519(octets(kKey));
  REQUIRE(key);
  return std::move(*key);
}

bool verifies(const std::string& signature) {
  return key().verify(as_bytes("permit"), octets(signature));
}

Reason reason_of(BytesView x) {
  const auto refused = PublicKey::ed25519(x);
  REQUIRE_FALSE(refused);
  return refused.error().reason;
}

TEST_CASE("the signature of RFC 8032 verifies over its message only") {
  CHECK(key().verify({}, octets(kOverNothing)));
  CHECK_FALSE(key().verify(as_bytes("x"), octets(kOverNothing)));
  CHECK(key().algorithm() == Algorithm::kEd25519);
  CHECK(equal(key().x(), octets(kKey)));
}

TEST_CASE("a signature that is not 64 octets does not verify") {
  auto signature = octets(kOverNothing);
  signature.push_back(0);
  CHECK_FALSE(key().verify({}, signature));
  CHECK_FALSE(key().verify({}, BytesView(signature).first(63)));
  CHECK_FALSE(key().verify({}, {}));
}

TEST_CASE("S and S plus the group's order are not two signatures") {
  CHECK(verifies(std::string(kR) + kS));
  CHECK_FALSE(verifies(std::string(kR) + kSPlusOrder));
}

TEST_CASE("an R of small order is refused in each of its encodings") {
  // Made with the private key, so that the equation holds: identity, its sign bit set, its y written as p
  // + 1.
  const auto signature = GENERATE(
      "010000000000000000000000000000000000000000000000000000000000000061ca9375dae4e102366d5db66ec1e5dc"
      "9e4c3e6061059088d697ac8800fa1d09",
      "0100000000000000000000000000000000000000000000000000000000000080651186f3ae9806134ea2a79bff50cd08"
      "731729be2ee5563103254096f6e1f704",
      "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f40f45905bc654ccae5500622f9c949d3"
      "96af5c4b010f4554b3cf3650cb35e806");
  CHECK_FALSE(verifies(signature));
}

constexpr const char* kSmallOrder[] = {"0100000000000000000000000000000000000000000000000000000000000000",
                                       "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                                       "0000000000000000000000000000000000000000000000000000000000000000",
                                       "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                                       "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                       "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                                       "0000000000000000000000000000000000000000000000000000000000000080",
                                       "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"};

// RFC 8032's key plus each of the seven; 1.0.18 without its fix lets the third through (CVE-2025-69277).
constexpr const char* kMixedOrder[] = {"3b5b475c4b82dd1572799fc546f4c6c03e478c6654aa4c7f945b347ea32af60d",
                                       "40c7570f4dd54835b9131184410ed4a0cc93e7d9ad053cbc6d07a62426999582",
                                       "9158312a9a8d6e3b34c891d6d61444f8b8211c5117ebad15bdb0bd68b07e0245",
                                       "16a567fe7d4ef5482ab4012c369bf8c5f11e8d0c2559dcda50fde59708f8aee5",
                                       "b2a4b8a3b47d22ea8d86603ab90b393fc1b87399ab55b3806ba4cb815cd509f2",
                                       "ad38a8f0b22ab7ca46ecee7bbef12b5f336c182652fac34392f859dbd9666a7d",
                                       "5ca7ced5657291c4cb376e2929ebbb0747dee3aee81452ea424f42974f81fdba"};

TEST_CASE("a key of small order is refused") {
  for (const auto* torsion : kSmallOrder) CHECK(reason_of(octets(torsion)) == Reason::kKey);
}

TEST_CASE("a good key plus a point of small order is off the main subgroup and refused") {
  for (const auto* mixed : kMixedOrder) CHECK(reason_of(octets(mixed)) == Reason::kKey);
}

TEST_CASE("nothing verifies under a vouched key of small order, and is_good says why") {
  // With S = 0 the equation holds for R = identity whenever h A is: for every message under the identity, for
  // one in eight at the worst.
  const std::string zero_s(64, '0');
  for (const auto* torsion : kSmallOrder) {
    const auto key = PublicKey::vouched_ed25519(octets(torsion));
    REQUIRE(key);
    CHECK_FALSE(key->is_good());
    for (const auto* r : kSmallOrder) {
      for (int message = 0; message < 32; ++message)
        CHECK_FALSE(key->verify(as_bytes(std::to_string(message)), octets(r + zero_s)));
    }
  }
}

TEST_CASE("a vouched key is good exactly when it would have been let in") {
  const auto good = PublicKey::vouched_ed25519(octets(kKey));
  REQUIRE(good);
  CHECK(good->is_good());
  CHECK(*good == key());
  CHECK(good->verify({}, octets(kOverNothing)));
  for (const auto* mixed : kMixedOrder) {
    const auto vouched = PublicKey::vouched_ed25519(octets(mixed));
    REQUIRE(vouched);
    CHECK_FALSE(vouched->is_good());
  }
  for (const std::size_t size : {0u, 31u, 33u})
    CHECK(PublicKey::vouched_ed25519(Bytes(size, 9)).error().reason == Reason::kKey);
}

TEST_CASE("a key whose number is not below the field's prime is refused") {
  // p = 2^255 - 19, little-endian ed ff … ff 7f: all 19 numbers from p on, with either sign.
  const int low = GENERATE(range(0xed, 0x100));
  const auto sign = GENERATE(as<std::uint8_t>(), 0x7f, 0xff);
  Bytes x(32, 0xff);
  x.front() = static_cast<std::uint8_t>(low);
  x.back() = sign;
  CHECK(reason_of(x) == Reason::kKey);
}

TEST_CASE("a key of another length or off the curve is refused") {
  CHECK(reason_of({}) == Reason::kKey);
  CHECK(reason_of(BytesView(octets(kKey)).first(31)) == Reason::kKey);
  CHECK(reason_of(Bytes(33, 9)) == Reason::kKey);
  Bytes two(32);
  two.front() = 2;  // y = 2 has no x
  CHECK(reason_of(two) == Reason::kKey);
}

}  // namespace
}  // namespace cred::crypto
