// SPDX-License-Identifier: Apache-2.0
// The first half of verify: authenticity. The first failure ends the check, and nothing of the code is shown.
#include "cred/verify.h"

#include <catch2/catch.hpp>

#include "cred/codec/base45.h"
#include "support/world.h"

namespace cred {
namespace {

using test::Draft;
using test::summary;
using test::World;

TEST_CASE("a permit minted by the authority is valid, by either algorithm") {
  World world;
  CHECK(summary(world.verify(world.mint().token)) == "VALID");
  CHECK(summary(world.verify(world.mint({}, world.authority.permits_p256_key).token)) == "VALID");
  const auto verdict = verify(world.mint().text, world.context());
  CHECK(verdict.code == VerdictCode::kValid);
  CHECK(verdict.mode == Mode::kStatic);
  CHECK(verdict.binding == Binding::kBearer);
  CHECK(verdict.permission == Permission::kInForce);
  CHECK(verdict.freshness == Freshness::kFresh);
  REQUIRE(verdict.facts);
  CHECK(verdict.facts->document == "K3M9Q2XT7RW4VNP8");
  CHECK(verdict.facts->name == "AL-RASHED, NORAH ABDULLAH");
  CHECK(verdict.facts->name_native == "نورة عبدالله الراشد");
  CHECK(verdict.facts->category == "A");
  CHECK(verdict.facts->region == "110108");
  CHECK(verdict.facts->employer_uscc == "91110108XXDEM00154");
}

TEST_CASE("what is no text of ours is unreadable or malformed by its reason") {
  World world;
  const auto good = world.mint().text;
  REQUIRE(summary(verify(good, world.context())) == "VALID");
  const auto [text, expected] = GENERATE_COPY(table<std::string, std::string>({
      {"", "UNREADABLE no-code"},
      {" \r\n", "UNREADABLE no-code"},
      {"https://example.invalid/permit?id=1", "UNREADABLE web-address"},
      {"HTTP://EXAMPLE.INVALID", "UNREADABLE web-address"},
      {"HC1:6BF", "UNREADABLE not-ours"},
      {"fws1:" + good.substr(5), "UNREADABLE not-ours"},
      {" " + good, "UNREADABLE not-ours"},
      {std::string(5000, 'A'), "UNREADABLE too-large"},
      {"FWP1:" + good.substr(5), "MALFORMED typ"},
      {"FWC1:" + good.substr(5), "UNREADABLE unsupported-format"},
      {"FWE1:" + good.substr(5), "UNREADABLE unsupported-format"},
      {"FWS1:", "MALFORMED cbor"},
      {"FWS1:A", "MALFORMED base45"},
      {"FWS1:GGW", "MALFORMED base45"},
      {good + "!", "MALFORMED base45"},
      {good + "\r\n  ", "VALID"},
  }));
  CAPTURE(text.substr(0, 40));
  const auto verdict = verify(text, world.context());
  CHECK(summary(verdict) == expected);
  if (expected != "VALID") CHECK_FALSE(verdict.facts);
}

TEST_CASE("without trust data nothing is said, but form comes first") {
  World world;
  auto context = world.context();
  context.trust = nullptr;
  const auto token = world.mint().token;
  CHECK(summary(verify_static(token, context)) == "UNKNOWN no-bundle");
  CHECK(summary(verify_static(BytesView(token).first(20), context)) == "MALFORMED cbor");
}

TEST_CASE(
    "a key the bundle does not hold is unknown, a known kid with another signature is a bad signature") {
  World world;
  test::Authority stranger("stranger");
  const auto forged =
      world.sign(world.payload({}, credential::encode(Draft().permit())), *stranger.permits_key);
  CHECK(summary(world.verify(forged)) == "UNTRUSTED_ISSUER unknown-key");

  const auto genuine = world.mint().token;
  auto with_genuine_kid = forged;
  // a3 01 32 04 48 kid: the same place in both tokens.
  const auto kid = test::find_octets(genuine, {0x04, 0x48}) + 2;
  std::copy_n(genuine.data() + kid, 8, with_genuine_kid.data() + kid);
  const auto verdict = world.verify(with_genuine_kid);
  CHECK(summary(verdict) == "BAD_SIGNATURE issuer-signature");
  CHECK_FALSE(verdict.facts);
}

TEST_CASE("a header that disagrees with its key is an algorithm fault, not a bad signature") {
  World world;
  auto token = world.mint().token;
  const auto alg = test::find_octets(token, {0x01, 0x32}) + 1;
  token[alg] = 0x28;  // -9 where -19 stood
  CHECK(summary(world.verify(token)) == "MALFORMED algorithm");
}

TEST_CASE("claims are judged only after the signature, and each breach is claims") {
  World world;
  const auto permit = credential::encode(Draft().permit());
  const auto good = world.payload({}, permit);
  REQUIRE(summary(world.verify(world.sign(good, *world.authority.permits_key))) == "VALID");

  const auto spoiled = [&](auto change) {
    Draft draft;
    change(draft);
    return summary(world.verify(
        world.sign(world.payload(draft, credential::encode(draft.permit())), *world.authority.permits_key)));
  };
  CHECK(spoiled([](Draft& d) { d.document_id = "k3m9q2xt7rw4vnp8"; }) == "MALFORMED claims");
  CHECK(spoiled([](Draft& d) { d.document_id = "110000202500101010"; }) == "MALFORMED claims");
  CHECK(spoiled([](Draft& d) { d.uri = "CN-110000:1234567890123"; }) == "MALFORMED claims");
  CHECK(spoiled([](Draft& d) { d.name = "A\u202eB"; }) == "MALFORMED claims");
  CHECK(spoiled([](Draft& d) { d.name = "\x1b[2J"; }) == "MALFORMED claims");
  CHECK(spoiled([](Draft& d) { d.native = "e\u0301"; }) == "MALFORMED claims");
  CHECK(spoiled([](Draft& d) { d.employer = ""; }) == "MALFORMED claims");
  CHECK(spoiled([](Draft& d) { d.valid_from = test::day("2030-02-10"); }) == "MALFORMED claims");
  CHECK(spoiled([](Draft& d) { d.now = d.valid_until.end(); }) == "MALFORMED time-inconsistent");

  auto payload = good;
  payload.push_back(0);
  Bytes broken{0xa1, 0x01};
  CHECK_FALSE(cose::sign1(cose::Typ::kStaticPermit, payload, *world.authority.permits_key));
  CHECK_FALSE(cose::sign1(cose::Typ::kStaticPermit, broken, *world.authority.permits_key));
}

TEST_CASE("exp is the end of the last valid day, to the second") {
  World world;
  const auto permit = credential::encode(Draft().permit());
  for (const int off : {-1, 1, -28'800, 86'400}) {
    const auto payload = cwt::encode_static(world.authority.iss, Draft().document_id,
                                            Draft().valid_until.end() + std::chrono::seconds(off),
                                            Draft().now, {7, world.authority.list_uri(1)}, permit);
    CHECK(summary(world.verify(world.sign(payload, *world.authority.permits_key))) ==
          "MALFORMED time-inconsistent");
  }
}

TEST_CASE("a known key may say only what its entry lets it say") {
  World world;
  const auto [what, change, expected] = GENERATE(table<const char*, void (*)(Draft&), const char*>({
      {"region", [](Draft& d) { d.region = "310101"; }, "UNTRUSTED_ISSUER wrong-region"},
      {"prefix", [](Draft& d) { d.uri = "CN-999999:1"; }, "UNTRUSTED_ISSUER wrong-status-prefix"},
      {"before the window", [](Draft& d) { d.now = test::kBegin - std::chrono::seconds(1); },
       "UNTRUSTED_ISSUER outside-signing-window"},
      {"lifetime", [](Draft& d) { d.valid_until = test::day("2031-12-31"); },
       "UNTRUSTED_ISSUER lifetime-too-long"},
  }));
  CAPTURE(what);
  Draft draft;
  change(draft);
  const auto payload = world.payload(draft, credential::encode(draft.permit()));
  const auto verdict = world.verify(world.sign(payload, *world.authority.permits_key));
  CHECK(summary(verdict) == expected);
  CHECK(verdict.check(Check::kIssuer).result == CheckResult::kFailed);
  CHECK(verdict.check(Check::kSignature).result == CheckResult::kPassed);
  CHECK_FALSE(verdict.facts);
  // mint refuses what a verifier would refuse, with the same word.
  const auto minted = world.try_mint(draft, world.authority.permits_key);
  REQUIRE_FALSE(minted);
  CHECK(std::string(expected).ends_with(word(minted.error().reason)));
}

TEST_CASE("a key of another purpose, another name or a narrower scope is not believed") {
  World world;
  const auto payload = world.payload({}, credential::encode(Draft().permit()));
  for (const auto* key :
       {&world.authority.status_key, &world.authority.register_key, &world.authority.log_key}) {
    CHECK(summary(world.verify(world.sign(payload, **key))) == "UNTRUSTED_ISSUER wrong-purpose");
  }
  const auto other_name =
      cwt::encode_static("CN-120000", Draft().document_id, Draft().valid_until.end(), Draft().now,
                         {7, world.authority.list_uri(1)}, credential::encode(Draft().permit()));
  CHECK(summary(world.verify(world.sign(other_name, *world.authority.permits_key))) ==
        "UNTRUSTED_ISSUER wrong-issuer-name");

  auto release = world.authority.release(1);
  release.issuers.entries[0].categories = {2, 3};
  World narrow(release);
  CHECK(summary(narrow.verify(world.sign(payload, *world.authority.permits_key))) ==
        "UNTRUSTED_ISSUER wrong-category");
}

TEST_CASE("a tombstone kills every token of its key, whatever its iat") {
  World world;
  auto release = world.authority.release(1);
  release.issuers.tombstones.push_back(
      {cose::thumbprint(world.authority.permits_key->public_key()), test::kNow, "stolen", std::nullopt});
  World after(release);
  CHECK(summary(after.verify(world.mint().token)) == "UNTRUSTED_ISSUER key-revoked");
  CHECK(summary(after.verify(world.mint({}, world.authority.permits_p256_key).token)) == "VALID");
}

TEST_CASE("only typ 61 is a static permit") {
  World world;
  const auto payload = world.payload({}, credential::encode(Draft().permit()));
  for (const auto typ :
       {cose::Typ::kWalletCredential, cose::Typ::kPresentation, cose::Typ::kStatusList, cose::Typ::kRoot}) {
    CHECK(summary(world.verify(world.sign(payload, *world.authority.permits_key, typ))) == "MALFORMED typ");
  }
  // Form comes before who signed it.
  auto context = world.context();
  context.trust = nullptr;
  const auto by_nobody_known = [&](cose::Typ typ) {
    return summary(verify_static(world.sign(payload, *world.authority.permits_key, typ), context));
  };
  CHECK(by_nobody_known(cose::Typ::kStaticPermit) == "UNKNOWN no-bundle");
  CHECK(by_nobody_known(cose::Typ::kStatusList) == "MALFORMED typ");
}

TEST_CASE("a status index outside its list is malformed") {
  World world;
  Draft draft;
  draft.index = status::kEntries;
  const auto payload = world.payload(draft, credential::encode(draft.permit()));
  const auto verdict = world.verify(world.sign(payload, *world.authority.permits_key));
  CHECK(summary(verdict) == "MALFORMED status-index");
  CHECK_FALSE(verdict.facts);
  draft.index = status::kEntries - 1;
  CHECK(summary(world.verify(world.sign(world.payload(draft, credential::encode(draft.permit())),
                                        *world.authority.permits_key))) ==
        "REVOKED revoked");  // never released
}

}  // namespace
}  // namespace cred
