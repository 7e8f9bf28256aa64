// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/header.h"

#include <catch2/catch.hpp>

#include "message.h"

namespace cred::cose {
namespace {

const KeyId kKid({1, 2, 3, 4, 5, 6, 7, 8});

std::string reading(std::string_view hex) {
  return word_of(parse_header(octets(hex)));
}

TEST_CASE("a header is read back, with every typ and both algorithms") {
  for (const auto algorithm : {crypto::Algorithm::kEd25519, crypto::Algorithm::kEsp256}) {
    for (int typ = 0; typ <= static_cast<int>(Typ::kCertificate); ++typ) {
      const auto read = parse_header(encode_header({algorithm, kKid, static_cast<Typ>(typ)}));
      REQUIRE(read);
      CHECK(read->algorithm == algorithm);
      CHECK(read->kid == kKid);
      CHECK(read->typ == static_cast<Typ>(typ));
    }
  }
}

TEST_CASE("the octets of a header are those of the format's page") {
  CHECK(codec::to_hex(encode_header({crypto::Algorithm::kEd25519, kKid, Typ::kStaticPermit})) ==
        "a3013204480102030405060708"
        "10183d");
  CHECK(codec::to_hex(encode_header({crypto::Algorithm::kEsp256, kKid, Typ::kPresentation})) ==
        "a3012804480102030405060708"
        "10190126");
  CHECK(name(Typ::kWalletCredential) == "293");
  CHECK(name(Typ::kStatusList) == "application/statuslist+cwt");
  CHECK(name(Typ::kRoot) == "application/vnd.fwp.root+cose");
  CHECK(name(Typ::kCertificate) == "application/vnd.fwp.certificate+cose");
}

TEST_CASE("a header holds exactly alg, kid and typ") {
  CHECK(reading("a301320448010203040506070810183d") == "accepted");
  CHECK(reading("") == "header");
  CHECK(reading("a0") == "header");
  CHECK(reading("80") == "header");
  CHECK(reading("a20448010203040506070810183d") == "header");  // no alg
  CHECK(reading("a2013210183d") == "header");                  // no kid
  CHECK(reading("a201320448"
                "0102030405060708") == "header");  // no typ
  CHECK(reading("a401320300044801020304050607081"
                "0183d") == "header");                                   // content type
  CHECK(reading("a401320281010448010203040506070810183d") == "header");  // crit
  CHECK(reading("a4013204480102030405060708"
                "10183d616100") == "header");                    // a text label
  CHECK(reading("a3013204470102030405060710183d") == "header");  // kid of 7
  CHECK(reading("a301320449010203040506070809"
                "10183d") == "header");  // kid of 9
  CHECK(reading("a3013204683132333435363738"
                "10183d") == "header");  // kid as text
}

TEST_CASE("a header in another encoding is refused before it is understood") {
  CHECK(reading("a30132044801020304050607081018"
                "3d00") == "cbor");  // trailing
  CHECK(reading("a3013204480102030405060708"
                "10") == "cbor");                                    // cut short
  CHECK(reading("a4013201320448010203040506070810183d") == "cbor");  // alg twice
  CHECK(reading("b80301320448010203040506070810183d") == "not-deterministic");
  CHECK(reading("bf01320448010203040506070810183dff") == "not-deterministic");
  CHECK(reading("a304480102030405060708013210183d") == "not-deterministic");  // unsorted
  CHECK(reading("a3013812044801020304050607081018"
                "3d") == "not-deterministic");
}

TEST_CASE("a typ and an algorithm outside the lists are refused, typ first") {
  CHECK(reading("a301320448010203040506070810183e") == "typ");  // 62
  CHECK(reading("a30132044801020304050607081062"
                "3631") == "typ");                                                          // "61"
  CHECK(reading("a3013204480102030405060708106f6170706c69636174696f6e2f637774") == "typ");  // application/cwt
  CHECK(reading("a301320448010203040506070810f5") == "typ");
  CHECK(reading("a301260448010203040506070810183d") == "algorithm");          // ES256
  CHECK(reading("a301270448010203040506070810183d") == "algorithm");          // EdDSA
  CHECK(reading("a3013a000111790448010203040506070810183d") == "algorithm");  // SM2 with SM3
  CHECK(reading("a30165455332353604480102030405060708"
                "10183d") == "algorithm");  // "ES256"
  CHECK(reading("a301260448010203040506070810183e") == "typ");
  CHECK(reading("a401260300044801020304050607081018"
                "3e") == "header");
}

}  // namespace
}  // namespace cred::cose
