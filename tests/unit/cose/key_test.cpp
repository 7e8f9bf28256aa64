// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/key.h"

#include <catch2/catch.hpp>

#include "message.h"

namespace cred::cose {
namespace {

// RFC 8032 7.1 test 1, RFC 6979 A.2.5.
const std::string kOkpX = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const std::string kEc2X = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
const std::string kEc2Y = "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
const std::string kZero(64, '0');

Result<crypto::PublicKey> read(const std::string& hex, Reason reason = Reason::kClaims) {
  const auto bytes = octets(hex);
  const auto item = cbor::decode(bytes, cbor::Limits::own(bytes.size()));
  REQUIRE(item);
  return parse_key(*item, reason);
}

std::string reading(const std::string& hex) {
  return word_of(read(hex));
}

Bytes encoded(const crypto::PublicKey& key) {
  cbor::Encoder out;
  encode_key(out, key);
  return out.take();
}

TEST_CASE("a COSE_Key of either kind is read and written back octet by octet") {
  for (const auto& hex : {"a301012006215820" + kOkpX, "a401022001215820" + kEc2X + "22f5",
                          "a401022001215820" + kEc2X + "22f4"}) {
    const auto key = read(hex);
    REQUIRE(key);
    CHECK(codec::to_hex(encoded(*key)) == hex);
  }
  const auto odd = read("a401022001215820" + kEc2X + "22f5");
  REQUIRE(odd);
  CHECK(equal(odd->y(), octets(kEc2Y)));
}

TEST_CASE("a COSE_Key in any other form is refused with the reason of what it stands in") {
  CHECK(reading("a0") == "claims");
  CHECK(reading("80") == "claims");
  CHECK(reading("a2010120"
                "06") == "claims");                                           // no x
  CHECK(reading("a401012006215820" + kOkpX + "22f5") == "claims");            // a sign bit for Ed25519
  CHECK(reading("a301022001215820" + kEc2X) == "claims");                     // none for P-256
  CHECK(reading("a401022001215820" + kEc2X + "225820" + kEc2Y) == "claims");  // y in full
  CHECK(reading("a40101024131"
                "2006215820" +
                kOkpX) == "claims");                                 // a kid
  CHECK(reading("a4010103322006215820" + kOkpX) == "claims");        // an alg
  CHECK(reading("a301022006215820" + kOkpX) == "claims");            // EC2 on Ed25519
  CHECK(reading("a401012001215820" + kEc2X + "22f5") == "claims");   // OKP on P-256
  CHECK(reading("a301012007215820" + kOkpX) == "claims");            // Ed448
  CHECK(reading("a30101200621581f" + kOkpX.substr(2)) == "claims");  // 31 octets
  const auto refused = read("a0", Reason::kTrustForm);
  CHECK(word_of(refused) == "trust-form");
}

TEST_CASE("a COSE_Key whose point is none is refused with the same reason") {
  CHECK(reading("a301012006215820" + kZero) == "claims");  // of order 4
  CHECK(reading("a401022001215820" + kZero.substr(2) + "01" + "22f5") == "claims");
}

TEST_CASE("the thumbprint of RFC 9679 section 6 comes out, from either form of the point") {
  const auto x = octets("65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d");
  const auto y = octets("1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c");
  const auto full = crypto::PublicKey::p256_uncompressed(x, y);
  const auto compressed = crypto::PublicKey::p256(x, false);
  REQUIRE((full && compressed));
  const auto print = thumbprint(*full);
  CHECK(codec::to_hex(print.value()) == "496bd8afadf307e5b08c64b0421bf9dc01528a344a43bda88fadd1669da253ec");
  CHECK(thumbprint(*compressed) == print);
  CHECK(codec::to_hex(key_id(*full).value()) == "496bd8afadf307e5");
  CHECK(key_id(*full) == key_id(print));
}

TEST_CASE("the thumbprint of an Ed25519 key is over its three members") {
  const auto key = crypto::PublicKey::ed25519(octets(kOkpX));
  REQUIRE(key);
  CHECK(thumbprint(*key).value() == crypto::sha256(octets("a301012006215820" + kOkpX)));
}

}  // namespace
}  // namespace cred::cose
