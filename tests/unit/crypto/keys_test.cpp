// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "cred/codec/hex.h"
#include "cred/crypto/public_key.h"
#include "cred/crypto/software_signer.h"
#include "support/fixed_random.h"

namespace cred::crypto {
namespace {

Bytes hex(const char* text) {
  return *codec::from_hex(text);
}

TEST_CASE("an Ed25519 key of small order, not canonical or of a wrong size never enters") {
  // The eight points of small order (and two encodings beyond p), as libsodium's own list has them.
  for (const auto* x : {"0000000000000000000000000000000000000000000000000000000000000000",
                        "0100000000000000000000000000000000000000000000000000000000000000",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "0200000000000000000000000000000000000000000000000000000000000000", "d75a98"}) {
    CAPTURE(x);
    const auto key = PublicKey::ed25519(hex(x));
    REQUIRE_FALSE(key);
    CHECK(key.error().reason == Reason::kKey);
  }
  // RFC 8032 section 7.1, test 1.
  CHECK(PublicKey::ed25519(hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")));
}

TEST_CASE("a P-256 point off the curve, at infinity or of a wrong size never enters") {
  const auto x = hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");
  const auto y = hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
  REQUIRE(PublicKey::p256_uncompressed(x, y));
  CHECK(*PublicKey::p256(x, true) == *PublicKey::p256_uncompressed(x, y));
  CHECK_FALSE(*PublicKey::p256(x, false) == *PublicKey::p256_uncompressed(x, y));
  auto off = y;
  off.back() ^= 1;
  CHECK_FALSE(PublicKey::p256_uncompressed(x, off));
  CHECK_FALSE(PublicKey::p256_uncompressed(Bytes(32, 0), Bytes(32, 0)));
  CHECK_FALSE(PublicKey::p256(Bytes(32, 0xff), false));
  CHECK_FALSE(PublicKey::p256(Bytes(31, 1), false));
  CHECK_FALSE(PublicKey::p256({}, false));
}

TEST_CASE("generated keys sign what their public half verifies, and their scalar is in range") {
  const auto algorithm = GENERATE(Algorithm::kEd25519, Algorithm::kEsp256);
  test::FixedRandom random("keys");
  const auto key = generate_private_key(algorithm, random);
  const auto signer = make_software_signer(key);
  REQUIRE(signer);
  CHECK((*signer)->public_key().algorithm() == algorithm);
  CHECK_FALSE((*signer)->public_key() ==
              (*make_software_signer(generate_private_key(algorithm, random)))->public_key());

  CHECK_FALSE(make_software_signer({algorithm, SecretBytes(31)}));
  if (algorithm == Algorithm::kEsp256) {
    CHECK_FALSE(make_software_signer({algorithm, SecretBytes(32)}));
    CHECK_FALSE(make_software_signer({algorithm, SecretBytes::copy_of(Bytes(32, 0xff))}));
  }
}

TEST_CASE("the words of the algorithms go both ways") {
  CHECK(algorithm_from_name("Ed25519") == Algorithm::kEd25519);
  CHECK(algorithm_from_name("ES256") == Algorithm::kEsp256);
  CHECK_FALSE(algorithm_from_name("ES384"));
  CHECK(algorithm_from_cose(-19) == Algorithm::kEd25519);
  CHECK(algorithm_from_cose(-9) == Algorithm::kEsp256);
  for (const auto other : {-7, -8, -35, -70010, 0, 9}) CHECK_FALSE(algorithm_from_cose(other));
}

}  // namespace
}  // namespace cred::crypto
