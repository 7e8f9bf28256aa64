// SPDX-License-Identifier: Apache-2.0
// Genuine keys that say more than they may, and genuine data that are not what they are taken for. Each row
// is one change to what the authority published, to the permit, or to both; without it the verdict is VALID.
#include <catch2/catch.hpp>
#include <functional>

#include "cred/cbor/reader.h"
#include "hostile/parts.h"
#include "hostile/samples.h"

namespace cred::hostile {
namespace {

using std::chrono::seconds;
using test::Draft;
using test::SignerKey;

struct Row {
  std::string what;
  std::function<void(test::Release&, Draft&)> change;
  std::string expected;
  SignerKey test::Authority::* key = &test::Authority::permits_key;
};

trust::Entry& permits(test::Release& release) {
  return release.issuers.entries[0];
}

std::uint64_t lifetime(const Draft& draft) {
  return static_cast<std::uint64_t>((draft.valid_until.end() - draft.now).count());
}

Region region(const char* code) {
  return *Region::from_text(code);
}

const Row kRows[] = {
    {"a status key", [](auto&, auto&) {}, "UNTRUSTED_ISSUER wrong-purpose", &test::Authority::status_key},
    {"a register key", [](auto&, auto&) {}, "UNTRUSTED_ISSUER wrong-purpose", &test::Authority::register_key},
    {"a log key", [](auto&, auto&) {}, "UNTRUSTED_ISSUER wrong-purpose", &test::Authority::log_key},
    {"a head key", [](auto&, auto&) {}, "UNTRUSTED_ISSUER unknown-key", &test::Authority::head_key},
    {"the other algorithm's key", [](auto&, auto&) {}, "VALID", &test::Authority::permits_p256_key},

    {"an entry that left", [](auto& r, auto&) { r.issuers.entries.erase(r.issuers.entries.begin()); },
     "UNTRUSTED_ISSUER unknown-key"},
    {"a tombstone",
     [](auto& r, auto&) {
       r.issuers.tombstones.push_back({cose::thumbprint(permits(r).key), test::kNow, "stolen", std::nullopt});
     },
     "UNTRUSTED_ISSUER key-revoked"},
    {"a tombstone from after the permit",
     [](auto& r, auto& d) {
       r.issuers.tombstones.push_back(
           {cose::thumbprint(permits(r).key), d.now + seconds(1), "stolen", std::nullopt});
     },
     "UNTRUSTED_ISSUER key-revoked"},
    {"a tombstone of another key",
     [](auto& r, auto&) {
       r.issuers.tombstones.push_back(
           {cose::thumbprint(r.issuers.entries[1].key), test::kNow, "stolen", std::nullopt});
     },
     "VALID"},
    {"an entry of another authority",
     [](auto& r, auto&) {
       permits(r).iss = "CN-120000";
       permits(r).status_prefix = "CN-120000:";
     },
     "UNTRUSTED_ISSUER wrong-issuer-name"},

    {"a province beside it", [](auto& r, auto&) { permits(r).regions = {region("120000")}; },
     "UNTRUSTED_ISSUER wrong-region"},
    {"a district beside it", [](auto& r, auto&) { permits(r).regions = {region("110105")}; },
     "UNTRUSTED_ISSUER wrong-region"},
    {"the district itself", [](auto& r, auto&) { permits(r).regions = {region("110108")}; }, "VALID"},
    {"the city around it", [](auto& r, auto&) { permits(r).regions = {region("110100")}; }, "VALID"},
    {"a permit for the whole province by a district's key",
     [](auto& r, auto& d) { permits(r).regions = {region("110108")}, d.region = "110000"; },
     "UNTRUSTED_ISSUER wrong-region"},
    {"another category", [](auto& r, auto&) { permits(r).categories = {2, 3}; },
     "UNTRUSTED_ISSUER wrong-category"},
    {"its category only", [](auto& r, auto&) { permits(r).categories = {1}; }, "VALID"},
    {"a list of another authority", [](auto&, auto& d) { d.uri = "CN-120000:1"; },
     "UNTRUSTED_ISSUER wrong-status-prefix"},
    {"a uri that is part of the prefix", [](auto&, auto& d) { d.uri = "CN-11000"; },
     "UNTRUSTED_ISSUER wrong-status-prefix"},

    {"signed a second before the window", [](auto& r, auto& d) { permits(r).sign_from = d.now + seconds(1); },
     "UNTRUSTED_ISSUER outside-signing-window"},
    {"signed when the window opens", [](auto& r, auto& d) { permits(r).sign_from = d.now; }, "VALID"},
    {"signed in the last second", [](auto& r, auto& d) { permits(r).sign_until = d.now + seconds(1); },
     "VALID"},
    {"signed when the window closes", [](auto& r, auto& d) { permits(r).sign_until = d.now; },
     "UNTRUSTED_ISSUER outside-signing-window"},
    {"signed a second after the window", [](auto& r, auto& d) { permits(r).sign_until = d.now - seconds(1); },
     "UNTRUSTED_ISSUER outside-signing-window"},
    {"a second over the lifetime", [](auto& r, auto& d) { permits(r).max_lifetime = lifetime(d) - 1; },
     "UNTRUSTED_ISSUER lifetime-too-long"},
    {"exactly the lifetime", [](auto& r, auto& d) { permits(r).max_lifetime = lifetime(d); }, "VALID"},
    {"a second under the lifetime", [](auto& r, auto& d) { permits(r).max_lifetime = lifetime(d) + 1; },
     "VALID"},

    {"the last index", [](auto&, auto& d) { d.index = status::kEntries - 1; }, "REVOKED revoked"},
    {"an index outside the list", [](auto&, auto& d) { d.index = status::kEntries; },
     "MALFORMED status-index"},
    {"the largest index a claim can have", [](auto&, auto& d) { d.index = cbor::kMaxVersion; },
     "MALFORMED status-index"},
    {"an index never released", [](auto&, auto& d) { d.index = 1000; }, "REVOKED revoked"},
    {"a list that is not held", [](auto&, auto& d) { d.uri = "CN-110000:2"; }, "UNKNOWN status-list-missing"},
    {"no list at all", [](auto& r, auto&) { r.lists.clear(); }, "UNKNOWN status-list-missing"},
    {"the prefix as a list", [](auto&, auto& d) { d.uri = "CN-110000:"; }, "UNKNOWN status-list-missing"},

    {"a role that asks for a card",
     [](auto& r, auto&) { r.issuers.policy.employer.minimum_binding = trust::MinimumBinding::kCardMatched; },
     "NOT_PROVEN binding-too-low"},
    {"a role that asks for a holder",
     [](auto& r, auto&) { r.issuers.policy.employer.minimum_binding = trust::MinimumBinding::kHolderProven; },
     "NOT_PROVEN binding-too-low"},
    {"a policy that bears no age", [](auto& r, auto&) { r.issuers.policy.employer = {0, 0, {}}; }, "VALID"},
};

TEST_CASE("a key that says more than it may is not believed, and says what it may to the second") {
  Histogram histogram;
  for (const auto& row : kRows) {
    test::Authority authority;
    auto release = authority.release(1);
    Draft draft;
    row.change(release, draft);
    test::World world(release);
    const auto token =
        world.sign(world.payload(draft, credential::encode(draft.permit())), *(world.authority.*row.key));
    const auto verdict = world.verify(token);
    histogram.count(verdict);
    INFO(row.what << ": " << verdict.detail);
    CHECK(test::summary(verdict) == row.expected);
    const bool stopped = verdict.code <= VerdictCode::kBadSignature;
    CHECK(verdict.facts.has_value() != stopped);
    // What was said about a token nobody stands for says nothing of what stood in it.
    if (stopped) CHECK(verdict.detail.find("AL-RASHED") == std::string::npos);
  }
  histogram.print("powers of keys");
}

TEST_CASE("what the authority signed for something else is no permit") {
  test::World world;
  const auto context = world.context();
  const auto& published = world.published;
  const Bytes* const others[] = {&published.roots[0], &published.issuers, &published.head,
                                 &published.members[0]};
  const char* const expected[] = {"MALFORMED cose", "MALFORMED cose", "MALFORMED cose", "MALFORMED typ"};
  for (std::size_t i = 0; i < 4; ++i) {
    INFO(i);
    // The list is longer than any token, unless it is cut down to its claims.
    const auto verdict = verify_static(*others[i], context);
    const bool too_long = others[i]->size() > cose::kMaxToken;
    CHECK(test::summary(verdict) == (too_long ? "MALFORMED cbor" : expected[i]));
  }
}

/// r and s, or n - s, of an ES256 signature.
Bytes negated(BytesView s) {
  const auto order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  Bytes out(32);
  int borrow = 0;
  for (std::size_t i = 32; i-- > 0;) {
    int digit = order[i] - s[i] - borrow;
    borrow = digit < 0 ? 1 : 0;
    if (digit < 0) digit += 256;
    out[i] = static_cast<std::uint8_t>(digit);
  }
  return out;
}

TEST_CASE("an ES256 signature has one form: r and s in range, s low") {
  test::World world;
  const auto context = world.context();
  const auto good = world.mint({}, world.authority.permits_p256_key).token;
  REQUIRE(test::summary(verify_static(good, context)) == "VALID");
  const auto order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  const BytesView signature = BytesView(good).last(64);
  const auto check = [&](const char* what, std::size_t at, BytesView with) {
    auto token = good;
    std::ranges::copy(with, token.end() - 64 + static_cast<std::ptrdiff_t>(at));
    INFO(what);
    CHECK(test::summary(verify_static(token, context)) == "BAD_SIGNATURE issuer-signature");
  };
  check("high s", 32, negated(signature.last(32)));
  check("r = 0", 0, Bytes(32));
  check("s = 0", 32, Bytes(32));
  check("r = s = 0", 0, Bytes(64));
  check("r = n", 0, order);
  check("s = n", 32, order);
  check("all ones", 0, Bytes(64, 0xff));
}

TEST_CASE("the Ed25519 signatures that any message has under a weak key do not help") {
  test::World world;
  const auto context = world.context();
  const auto good = world.mint().token;
  REQUIRE(test::summary(verify_static(good, context)) == "VALID");
  // R of small order (the identity, order 2, order 4), S = 0 or the group order itself.
  const char* const points[] = {"0100000000000000000000000000000000000000000000000000000000000000",
                                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                "0000000000000000000000000000000000000000000000000000000000000000",
                                "0000000000000000000000000000000000000000000000000000000000000080"};
  const char* const scalars[] = {"0000000000000000000000000000000000000000000000000000000000000000",
                                 "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"};
  for (const auto* point : points) {
    for (const auto* scalar : scalars) {
      auto token = good;
      std::ranges::copy(hex(std::string(point) + scalar), token.end() - 64);
      CHECK(test::summary(verify_static(token, context)) == "BAD_SIGNATURE issuer-signature");
    }
  }
}

TEST_CASE("test data do not enter a production store, nor production data a test store") {
  const test::Authority authority;
  const auto make = [&](trust::Environment environment) {
    auto release = authority.release(1);
    release.root.environment = release.issuers.environment = release.head.environment = environment;
    return authority.sign(release);
  };
  const auto test_data = make(trust::Environment::kTest);
  const auto production_data = make(trust::Environment::kProduction);
  for (const auto& [mine, other] :
       {std::pair(&test_data, &production_data), {&production_data, &test_data}}) {
    test::TrustStore store(*mine);
    REQUIRE(store.update(*mine));
    const auto refused = store.update(*other);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == Reason::kWrongEnvironment);
    CHECK(store.update(*mine));
  }
}

TEST_CASE("one verification leaves nothing behind for the next") {
  test::World world;
  const auto context = world.context();
  const auto good = world.mint().token;
  const auto other = world.mint({}, world.authority.permits_p256_key).token;
  auto bad = good;
  bad[bad.size() / 2] ^= 1;
  const auto first = verify_static(good, context);
  verify_static(bad, context);
  verify_static(other, context);
  const auto again = verify_static(good, context);
  CHECK(test::summary(first) == "VALID");
  CHECK(test::summary(again) == "VALID");
  CHECK(again.facts->name == first.facts->name);
  CHECK(message_of(again).en == message_of(first).en);
}

}  // namespace
}  // namespace cred::hostile
