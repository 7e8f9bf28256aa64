// SPDX-License-Identifier: Apache-2.0
#include "cred/status/list.h"

#include <catch2/catch.hpp>

#include "cred/cbor/encode.h"
#include "cred/codec/deflate.h"
#include "cred/crypto/software_signer.h"
#include "support/fixed_random.h"

namespace cred::test {

namespace {

constexpr std::uint64_t kIat = 1'768'449'600;

std::unique_ptr<crypto::Signer> make_signer() {
  FixedRandom random("status key");
  return std::move(
      *crypto::make_software_signer(crypto::generate_private_key(crypto::Algorithm::kEd25519, random)));
}

/// What ListClaims::parse says of a signed payload: "accepted" or the reason.
std::string word_of(BytesView payload, cose::Typ typ = cose::Typ::kStatusList) {
  const auto signer = make_signer();
  const auto token = cose::sign1(typ, payload, *signer);
  REQUIRE(token);
  const auto verified = std::move(*cose::Sign1::parse(*token)).verify(signer->public_key());
  REQUIRE(verified);
  const auto claims = status::ListClaims::parse(*verified);
  return claims ? "accepted" : std::string(word(claims.error().reason));
}

Bytes inner_list(unsigned bits = 4) {
  cbor::Encoder out;
  return out.map(2).text("lst").bytes(Bytes{1, 2, 3}).text("bits").uint(bits).take();
}

/// The claims with every member; `list` under 65533.
Bytes payload(std::uint64_t exp, std::uint64_t ttl, BytesView list, std::string_view sub = "CN-110000:1") {
  cbor::Encoder out;
  out.map(5).uint(2).text(sub).uint(4).uint(exp).uint(6).uint(kIat);
  return out.uint(65533).item(list).uint(65534).uint(ttl).take();
}

Bytes least(BytesView list) {
  cbor::Encoder out;
  return out.map(3).uint(2).text("CN-110000:1").uint(6).uint(kIat).uint(65533).item(list).take();
}

}  // namespace

TEST_CASE("the claims of a list are a closed map") {
  CHECK(word_of(payload(kIat + 1, 1, inner_list())) == "accepted");
  CHECK(word_of(least(inner_list())) == "accepted");
  CHECK(word_of(payload(kIat + 1, 1, inner_list()), cose::Typ::kStaticPermit) == "typ");
  CHECK(word_of(payload(kIat, 1, inner_list())) == "time-inconsistent");
  CHECK(word_of(payload(kIat + 1, 0, inner_list())) == "claims");
  CHECK(word_of(payload(kIat + 1, 1, inner_list(), "")) == "claims");
  CHECK(word_of(payload(kIat + 1, 1, inner_list(), "a\nb")) == "claims");
  CHECK(word_of(payload(kLastUnixSecond + 1, 1, inner_list())) == "claims");

  cbor::Encoder unknown;
  unknown.map(4)
      .uint(2)
      .text("CN-110000:1")
      .uint(6)
      .uint(kIat)
      .uint(7)
      .uint(0)
      .uint(65533)
      .item(inner_list());
  CHECK(word_of(unknown.view()) == "claims");
  cbor::Encoder without_iat;
  without_iat.map(2).uint(2).text("CN-110000:1").uint(65533).item(inner_list());
  CHECK(word_of(without_iat.view()) == "claims");
  CHECK(word_of(Bytes{0x80}) == "claims");
}

TEST_CASE("the list inside is exactly bits and lst, four bits an entry") {
  for (const unsigned bits : {0u, 1u, 2u, 3u, 8u}) CHECK(word_of(least(inner_list(bits))) == "claims");
  cbor::Encoder aggregated;
  aggregated.map(3).text("lst").bytes(Bytes{1}).text("bits").uint(4).text("aggregation_uri").text("x");
  CHECK(word_of(least(aggregated.view())) == "claims");
  cbor::Encoder without_list;
  without_list.map(1).text("bits").uint(4);
  CHECK(word_of(least(without_list.view())) == "claims");
}

TEST_CASE("entries stand least significant bits first") {
  const Bytes raw = {0xb9, 0xa3};  // draft-ietf-oauth-status-list 4.1
  const std::vector<int> expected = {1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1};
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(status::entry(raw, 1, i) == expected[i]);
  CHECK(status::entry(raw, 4, 0) == 0x9);
  CHECK(status::entry(raw, 4, 1) == 0xb);
  CHECK(status::entry(raw, 2, 3) == 2);
  CHECK(status::entry(raw, 8, 1) == 0xa3);
}

TEST_CASE("an index out of range has no entry, however large") {
  const Bytes raw = {0xb9, 0xa3};
  for (const unsigned bits : {1u, 2u, 4u, 8u}) {
    const std::uint64_t entries = 16 / bits;
    CHECK(status::entry(raw, bits, entries - 1));
    CHECK(!status::entry(raw, bits, entries));
    CHECK(!status::entry(raw, bits, ~std::uint64_t{0}));
  }
  CHECK(!status::entry({}, 4, 0));
}

TEST_CASE("values that are not allocated are no status") {
  for (unsigned value = 0; value < 256; ++value) {
    const bool known = value <= 3 || value == 12 || value == 13;
    CHECK(status::status_from(static_cast<std::uint8_t>(value)).has_value() == known);
  }
}

TEST_CASE("a list inflates to at most 16 MiB and at least one entry") {
  const auto inflated = [](std::size_t size) {
    const auto compressed = codec::deflate(Bytes(size));
    status::ListClaims claims{};
    claims.compressed = compressed;
    return status::inflate_list(claims);
  };
  CHECK(inflated(1)->size() == 1);
  CHECK(inflated(status::kMaxRawSize)->size() == status::kMaxRawSize);
  CHECK(inflated(status::kMaxRawSize + 1).error().reason == Reason::kClaims);
  CHECK(inflated(0).error().reason == Reason::kClaims);
}

TEST_CASE("a foreign list may have any width and members we do not know") {
  cbor::Encoder out;
  out.map(3).text("bits").uint(2).text("lst").bytes(codec::deflate(Bytes{0xc9})).text("more").uint(1);
  const auto list = status::ForeignList::parse(out.view());
  REQUIRE(list);
  CHECK(list->bits == 2);
  CHECK(list->raw == Bytes{0xc9});

  cbor::Encoder odd;
  odd.map(2).text("bits").uint(3).text("lst").bytes(codec::deflate(Bytes{0xc9}));
  CHECK(!status::ForeignList::parse(odd.view()));
}

}  // namespace cred::test
