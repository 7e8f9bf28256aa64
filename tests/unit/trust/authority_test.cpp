// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "cred/trust/bundle.h"
#include "support/authority.h"

namespace cred::test {

namespace {

using std::chrono::seconds;

trust::Bundle bundle_of(const Authority& authority, const Release& release) {
  const auto bundle = authority.sign(release);
  return *trust::Bundle::open(*trust::Root::open_first(bundle.roots.front()), bundle.issuers, bundle.head);
}

Bytes token(crypto::Signer& signer) {
  return *cose::sign1(cose::Typ::kStaticPermit, Bytes{0xa0}, signer);
}

template <class T>
std::string word_of(const Result<T>& result) {
  return result ? "accepted" : std::string(word(result.error().reason));
}

trust::Claimed claimed() {
  return {.purpose = trust::Purpose::kPermits,
          .iss = "CN-110000",
          .region = *Region::from_number(110108, Reason::kRequest),
          .category = 1,
          .status_uri = "CN-110000:1",
          .iat = kNow,
          .exp = kNow + std::chrono::days{365}};
}

}  // namespace

TEST_CASE("a message by a key of the bundle is attested, any other is not") {
  const Authority authority;
  const auto bundle = bundle_of(authority, authority.release(1));
  for (auto* signer : {authority.permits_key.get(), authority.permits_p256_key.get()}) {
    const auto good = token(*signer);
    const auto attested = bundle.attest(*cose::Sign1::parse(good));
    REQUIRE(attested);
    CHECK(attested->entry().key == signer->public_key());
    auto bad = good;
    bad.back() ^= 1;
    CHECK(word_of(bundle.attest(*cose::Sign1::parse(bad))) == "issuer-signature");
  }
  const auto strange = token(*authority.head_key);
  CHECK(word_of(bundle.attest(*cose::Sign1::parse(strange))) == "unknown-key");
}

TEST_CASE("a genuine kid with another key's signature is a bad signature") {
  const Authority authority;
  const auto bundle = bundle_of(authority, authority.release(1));
  FixedRandom random("forger");
  const auto forger = make_key(random);
  auto forged = token(*forger);
  const auto own = cose::key_id(forger->public_key()).value();
  const auto genuine = cose::key_id(authority.permits_key->public_key()).value();
  const auto at = std::search(forged.begin(), forged.end(), own.begin(), own.end());
  REQUIRE(at != forged.end());
  CHECK(word_of(bundle.attest(*cose::Sign1::parse(forged))) == "unknown-key");
  std::ranges::copy(genuine, at);
  CHECK(word_of(bundle.attest(*cose::Sign1::parse(forged))) == "issuer-signature");
}

TEST_CASE("each limit of a key's powers, crossed once, has its reason") {
  const Authority authority;
  const auto bundle = bundle_of(authority, authority.release(1));
  const auto good = token(*authority.permits_key);
  const auto attested = *bundle.attest(*cose::Sign1::parse(good));
  const auto judged = [&](const trust::Claimed& claim) {
    const auto in_scope = trust::check_scope(attested.entry(), claim);
    const auto result = bundle.check_authority(attested, claim);
    CHECK(word_of(in_scope) == word_of(result));
    return word_of(result);
  };
  REQUIRE(judged(claimed()) == "accepted");

  auto claim = claimed();
  claim.purpose = trust::Purpose::kStatus;
  CHECK(judged(claim) == "wrong-purpose");
  claim = claimed();
  claim.iss = "CN-110001";
  CHECK(judged(claim) == "wrong-issuer-name");
  claim = claimed();
  claim.region = *Region::from_number(310000, Reason::kRequest);
  CHECK(judged(claim) == "wrong-region");
  claim = claimed();
  claim.category = 4;
  CHECK(judged(claim) == "wrong-category");
  claim = claimed();
  claim.status_uri = "CN-120000:1";
  CHECK(judged(claim) == "wrong-status-prefix");

  claim = claimed();
  claim.iat = kBegin;
  claim.exp.reset();
  CHECK(judged(claim) == "accepted");
  claim.iat = kBegin - seconds{1};
  CHECK(judged(claim) == "outside-signing-window");
  claim.iat = kEnd - seconds{1};
  CHECK(judged(claim) == "accepted");
  claim.iat = kEnd;
  CHECK(judged(claim) == "outside-signing-window");

  claim = claimed();
  claim.exp = claim.iat + seconds{attested.entry().max_lifetime};
  CHECK(judged(claim) == "accepted");
  claim.exp = *claim.exp + seconds{1};
  CHECK(judged(claim) == "lifetime-too-long");
}

TEST_CASE("a tombstone kills every token of its key, after purpose and before all else") {
  const Authority authority;
  auto release = authority.release(1);
  release.issuers.tombstones = {
      {cose::thumbprint(authority.permits_key->public_key()), kNow, "stolen", std::nullopt}};
  const auto bundle = bundle_of(authority, release);
  const auto by_revoked = token(*authority.permits_key);
  const auto revoked = *bundle.attest(*cose::Sign1::parse(by_revoked));
  auto claim = claimed();
  claim.iss = "CN-110001";
  CHECK(word_of(bundle.check_authority(revoked, claim)) == "key-revoked");
  CHECK(word_of(trust::check_scope(revoked.entry(), claimed())) == "accepted");
  claim.purpose = trust::Purpose::kLog;
  CHECK(word_of(bundle.check_authority(revoked, claim)) == "wrong-purpose");

  const auto by_other = token(*authority.permits_p256_key);
  CHECK(word_of(bundle.check_authority(*bundle.attest(*cose::Sign1::parse(by_other)), claimed())) ==
        "accepted");
}

TEST_CASE("a bundle knows the newest of its three times") {
  const Authority authority;
  auto release = authority.release(1);
  CHECK(bundle_of(authority, release).newest() == kNow);
  release.issuers.issued = kNow + seconds{1};
  CHECK(bundle_of(authority, release).newest() == kNow + seconds{1});
  release.root.issued = kNow + seconds{2};
  CHECK(bundle_of(authority, release).newest() == kNow + seconds{2});
}

}  // namespace cred::test
