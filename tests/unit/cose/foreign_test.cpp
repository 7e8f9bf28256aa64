// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/foreign.h"

#include <catch2/catch.hpp>

#include "message.h"

namespace cred::cose {
namespace {

std::string reading(std::string_view hex) {
  const auto bytes = octets(hex);
  return word_of(ForeignSign1::parse(bytes));
}

TEST_CASE("other people's messages are read tagged, untagged and as a tagged CWT") {
  CHECK(reading("d28443a10126a0404100") == "accepted");
  CHECK(reading("8443a10126a0404100") == "accepted");
  CHECK(reading("d83dd28443a10126a0404100") == "accepted");
  CHECK(reading("d9"
                "03e68443a10126a0404100") == "cose");  // 998
  CHECK(reading("d8628443a10126a0404100") == "cose");
  CHECK(reading("d28343a10126a040") == "cose");
  CHECK(reading("d28443a10126a0f64100") == "cose");  // detached
  CHECK(reading("d28443a101268040"
                "4100") == "cose");
  CHECK(reading("d2844101a0404100") == "cose");  // a header that is no map
}

TEST_CASE("any encoding is read, but only once per key and whole") {
  CHECK(reading("d29f43a10126a0404100ff") == "accepted");
  CHECK(reading("d2844501"
                "26a0404100") == "cbor");
  CHECK(reading("d28445a201260126a0404100") == "cbor");
  CHECK(reading("d28443a10126a040410000") == "cbor");
}

TEST_CASE("the algorithm is looked for in both headers, the same label in both is refused") {
  CHECK(reading("d28440a10126404100") == "accepted");
  CHECK(reading("d28441a0a10126404100") == "accepted");
  CHECK(reading("d28443a10126a10126404100") == "header");
  CHECK(reading("d28447a201266161"
                "6131a1616100404100") == "header");
  CHECK(reading("d28440a0404100") == "algorithm");
  CHECK(reading("d28440a101616140"
                "4100") == "algorithm");
}

TEST_CASE("a critical label nobody here knows is refused") {
  CHECK(reading("d28446a20126028101a0404100") == "header");
  CHECK(reading("d28443a10126a1028103404100") == "accepted");  // unprotected it means nothing
}

TEST_CASE("an encoded empty header counts as a header of no octets") {
  const auto bytes = octets("d28441a0a10127404100");
  const auto read = ForeignSign1::parse(bytes);
  REQUIRE(read);
  CHECK(read->protected_header.empty());
  CHECK(read->alg == -8);
}

TEST_CASE("a foreign message verifies by its key, its algorithm and its external octets") {
  const auto signer = make_signer(crypto::Algorithm::kEd25519);
  const auto header = octets("a10127");
  const auto signature = *signer->sign(SigStructure::sign1(header, example_payload()));
  cbor::Encoder out;
  out.array(4).bytes(header).map(0).bytes(example_payload()).bytes(signature);
  const auto read = ForeignSign1::parse(out.view());
  REQUIRE(read);
  CHECK(read->verify(signer->public_key(), {}));
  CHECK_FALSE(read->verify(signer->public_key(), as_bytes("aad")));
  CHECK_FALSE(read->verify(make_signer(crypto::Algorithm::kEd25519, 2)->public_key(), {}));
  CHECK_FALSE(read->verify(make_signer(crypto::Algorithm::kEsp256)->public_key(), {}));
}

}  // namespace
}  // namespace cred::cose
