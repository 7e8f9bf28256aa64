// SPDX-License-Identifier: Apache-2.0
// Claims are read by the typ that was signed, whoever calls: verify asks for it too, and asks earlier.
#include "cred/cwt/claims.h"

#include <catch2/catch.hpp>

#include "support/authority.h"

namespace cred::cwt {
namespace {

constexpr StatusReference kStatus{8, "CN-110000:1"};
constexpr const char* kDocument = "K3M9Q2XT7RW4VNP8";

/// The payload as a verified message of `typ`; `token` keeps what it views.
cose::Verified verified(cose::Typ typ, BytesView payload, Bytes& token) {
  test::FixedRandom random("issuer");
  const auto key = test::make_key(random);
  token = *cose::sign1(typ, payload, *key);
  auto message = cose::Sign1::parse(token);
  REQUIRE(message);
  return *std::move(*message).verify(key->public_key());
}

template <class Parsed>
std::string word_of(const Result<Parsed>& parsed) {
  return parsed ? "accepted" : std::string(word(parsed.error().reason));
}

TEST_CASE("the claims of one kind of permit are not read as those of another") {
  const Bytes permit = {0xa0};
  const auto iat = test::kNow;
  const auto exp = iat + std::chrono::hours(1);
  test::FixedRandom random("device");
  const auto device = test::make_key(random);
  const auto print = encode_static("CN-110000", kDocument, exp, iat, kStatus, permit);
  const auto wallet = encode_wallet("CN-110000", kDocument, exp, iat, device->public_key(), kStatus, permit);
  using enum cose::Typ;
  Bytes token;
  CHECK(word_of(Claims::parse(verified(kStaticPermit, print, token))) == "accepted");
  CHECK(word_of(WalletClaims::parse(verified(kWalletCredential, wallet, token))) == "accepted");
  for (const auto typ : {kPresentation, kStatusList, kRoot, kHead, kEnrolment}) {
    CAPTURE(cose::name(typ));
    CHECK(word_of(Claims::parse(verified(typ, print, token))) == "typ");
    CHECK(word_of(WalletClaims::parse(verified(typ, wallet, token))) == "typ");
  }
  CHECK(word_of(Claims::parse(verified(kWalletCredential, print, token))) == "typ");
  CHECK(word_of(WalletClaims::parse(verified(kStaticPermit, wallet, token))) == "typ");
}

}  // namespace
}  // namespace cred::cwt
