// SPDX-License-Identifier: Apache-2.0
// What only an authority could get wrong, signed by the right key: each breach of a wallet credential is
// refused in a presentation for its own reason, and so is its holder's copy.
#include <catch2/catch.hpp>
#include <functional>

#include "cred/cbor/encode.h"
#include "cred/cose/sig_structure.h"
#include "cred/sdcwt/disclosure.h"
#include "cred/sdcwt/token.h"
#include "support/live.h"

namespace cred {
namespace {

using credential::Group;
using test::LiveWorld;
using test::WalletDraftOf;

/// A wallet credential in its parts, as an authority might have made it.
struct Parts {
  WalletDraftOf draft;
  std::vector<Bytes> disclosures;
  std::vector<crypto::Digest> digests;
  Bytes permit;   // encoded; empty: of draft and digests
  Bytes payload;  // encoded; empty: of draft and permit
  Instant exp = test::day("2030-02-09").end();

  Parts() {
    for (const auto group : credential::kGroups) show(group, credential::encode(draft.permit(), group));
    sort();
  }
  void show(Group group, BytesView value) { show(credential::number(group), value); }
  void show(std::uint64_t key, BytesView value) {
    sdcwt::Salt salt{};
    salt[0] = static_cast<std::uint8_t>(disclosures.size() + 1);
    disclosures.push_back(sdcwt::encode_disclosure(salt, value, key));
    digests.push_back(sdcwt::digest_of(disclosures.back()));
  }
  /// One disclosure for another; its digest too.
  void replace(std::size_t which, std::uint64_t key, BytesView value) {
    std::erase(digests, sdcwt::digest_of(disclosures[which]));
    disclosures.erase(disclosures.begin() + static_cast<std::ptrdiff_t>(which));
    show(key, value);
    sort();
  }
  void sort() { std::ranges::sort(digests); }
};

Bytes permit_of(const Parts& parts) {
  if (!parts.permit.empty()) return parts.permit;
  const auto& draft = parts.draft;
  cbor::Encoder out;
  out.map(5).integer(1).uint(static_cast<std::uint64_t>(draft.category));
  out.integer(2).uint(Region::from_text(draft.region)->number());
  out.integer(3).uint(draft.valid_from.yyyymmdd()).integer(4).uint(draft.valid_until.yyyymmdd());
  out.simple(59).array(parts.digests.size());
  for (const auto& digest : parts.digests) out.bytes(digest);
  return out.take();
}

Bytes credential_of(LiveWorld& world, const Parts& parts) {
  const auto payload = parts.payload.empty()
                           ? cwt::encode_wallet(world.authority.iss, parts.draft.document_id, parts.exp,
                                                parts.draft.now, world.device->public_key(),
                                                {parts.draft.index, "CN-110000:1"}, permit_of(parts))
                           : parts.payload;
  const auto bare = world.sign(payload, *world.authority.permits_key, cose::Typ::kWalletCredential);
  const std::vector<BytesView> views(parts.disclosures.begin(), parts.disclosures.end());
  return *cose::with_disclosures(bare, views);
}

Verdict shown(LiveWorld& world, const Parts& parts) {
  const auto token = sdcwt::sign_presentation(credential_of(world, parts),
                                              {"employer", test::kNow, std::nullopt}, *world.device);
  REQUIRE(token);
  return world.verify_live(*token);
}

Bytes encoded(const std::function<void(cbor::Encoder&)>& write) {
  cbor::Encoder out;
  write(out);
  return out.take();
}

/// The payload with one more member, or without cnf.
Bytes payload(LiveWorld& world, const Parts& parts, const std::function<void(cbor::Encoder&)>& cnf,
              std::size_t members = 7) {
  return encoded([&](cbor::Encoder& out) {
    out.map(members).integer(1).text("CN-110000").integer(2).text(parts.draft.document_id);
    out.integer(4).uint(to_unix(parts.exp)).integer(6).uint(to_unix(parts.draft.now));
    cnf(out);
    out.integer(65535).map(1).text("status_list").map(2).text("idx").uint(8).text("uri").text("CN-110000:1");
    out.integer(-70001).item(permit_of(parts));
    static_cast<void>(world);
  });
}

void device_key(cbor::Encoder& out, LiveWorld& world) {
  out.integer(8).map(1).integer(1);
  cose::encode_key(out, world.device->public_key());
}

std::function<void(cbor::Encoder&)> ed25519_cnf(const Bytes& x) {
  return [x](cbor::Encoder& out) {
    out.integer(8).map(1).integer(1).map(3).integer(1).integer(1).integer(-1).integer(6).integer(-2).bytes(x);
  };
}

struct Breach {
  const char* what;
  std::function<void(LiveWorld&, Parts&)> spoil;
  const char* expected;
};

const Breach kBreaches[] = {
    {"four digests", [](auto&, auto& parts) { parts.digests.pop_back(), parts.disclosures.clear(); },
     "MALFORMED claims"},
    {"six digests",
     [](auto&, auto& parts) { parts.digests.push_back({255, 255}), parts.sort(), parts.disclosures.clear(); },
     "MALFORMED claims"},
    {"digests not ascending", [](auto&, auto& parts) { std::swap(parts.digests[0], parts.digests[1]); },
     "MALFORMED claims"},
    {"a digest twice",
     [](auto&, auto& parts) { parts.digests[1] = parts.digests[0], parts.disclosures.clear(); },
     "MALFORMED claims"},
    {"a key that is never redacted",
     [](auto&, auto& parts) { parts.replace(0, 4, encoded([](auto& out) { out.uint(1); })); },
     "MALFORMED disclosure"},
    {"a key of no group",
     [](auto&, auto& parts) { parts.replace(0, 23, encoded([](auto& out) { out.map(0); })); },
     "MALFORMED disclosure"},
    {"two disclosures of one key",
     [](auto&, auto& parts) {
       const auto name = credential::encode(parts.draft.permit(), Group::kName);
       parts.replace(1, 20, name);
     },
     "MALFORMED disclosure"},
    {"a name that is no map",
     [](auto&, auto& parts) { parts.replace(0, 20, encoded([](auto& out) { out.text("NORAH"); })); },
     "MALFORMED claims"},
    {"a name that steers a terminal",
     [](auto&, auto& parts) {
       parts.replace(0, 20, encoded([](auto& out) { out.map(1).integer(1).text("A\x1b[2J"); }));
     },
     "MALFORMED claims"},
    {"digests inside a group",
     [](auto&, auto& parts) {
       parts.replace(0, 20, encoded([](auto& out) { out.map(2).integer(1).text("A").simple(59).array(0); }));
     },
     "MALFORMED claims"},
    {"a group in clear",
     [](auto&, auto& parts) {
       parts.permit = encoded([&](auto& out) {
         out.map(6).integer(1).uint(1).integer(2).uint(110108).integer(3).uint(20250210).integer(4);
         out.uint(20300209).integer(20).map(1).integer(1).text("A").simple(59).array(5);
         for (const auto& digest : parts.digests) out.bytes(digest);
       });
     },
     "MALFORMED claims"},
    {"category 4",
     [](auto&, auto& parts) {
       parts.permit = encoded([&](auto& out) {
         out.map(5).integer(1).uint(4).integer(2).uint(110108).integer(3).uint(20250210).integer(4);
         out.uint(20300209).simple(59).array(5);
         for (const auto& digest : parts.digests) out.bytes(digest);
       });
     },
     "MALFORMED claims"},
    {"category 0",
     [](auto&, auto& parts) {
       parts.permit = encoded([&](auto& out) {
         out.map(5).integer(1).uint(0).integer(2).uint(110108).integer(3).uint(20250210).integer(4);
         out.uint(20300209).simple(59).array(5);
         for (const auto& digest : parts.digests) out.bytes(digest);
       });
     },
     "MALFORMED claims"},
    {"an end before its beginning",
     [](auto&, auto& parts) {
       parts.draft.valid_until = test::day("2025-02-09"), parts.exp = parts.draft.valid_until.end();
     },
     "MALFORMED claims"},
    {"exp a second late", [](auto&, auto& parts) { parts.exp += std::chrono::seconds(1); },
     "MALFORMED time-inconsistent"},
    {"a region outside the key's", [](auto&, auto& parts) { parts.draft.region = "310000"; },
     "UNTRUSTED_ISSUER wrong-region"},
    {"no cnf", [](auto& world, auto& parts) { parts.payload = payload(world, parts, [](auto&) {}, 6); },
     "MALFORMED claims"},
    {"cnf by thumbprint",
     [](auto& world, auto& parts) {
       parts.payload =
           payload(world, parts, [](auto& out) { out.integer(8).map(1).integer(5).bytes(Bytes(32)); });
     },
     "MALFORMED claims"},
    {"cnf with a kid beside the key",
     [](auto& world, auto& parts) {
       parts.payload = payload(world, parts, [&](auto& out) {
         out.integer(8).map(2).integer(1);
         cose::encode_key(out, world.device->public_key());
         out.integer(3).bytes(Bytes(8));
       });
     },
     "MALFORMED claims"},
    {"cnf with a key of small order",
     [](auto& world, auto& parts) { parts.payload = payload(world, parts, ed25519_cnf(Bytes(32))); },
     "MALFORMED claims"},
    {"cnf with a key off the curve",
     [](auto& world, auto& parts) {
       Bytes two(32);
       two.front() = 2;  // y = 2 has no x
       parts.payload = payload(world, parts, ed25519_cnf(two));
     },
     "MALFORMED claims"},
    {"cnf with a good key that is not the device's",
     [](auto& world, auto& parts) {
       test::FixedRandom random("another phone");
       const auto other = test::make_key(random);
       parts.payload = payload(world, parts, ed25519_cnf(to_bytes(other->public_key().x())));
     },
     "BAD_SIGNATURE holder-signature"},
    {"a nonce of its own",
     [](auto& world, auto& parts) {
       parts.payload = payload(
           world, parts, [&](auto& out) { device_key(out, world), out.integer(39).bytes(Bytes(16)); }, 8);
     },
     "MALFORMED claims"},
    {"a status index outside its list", [](auto&, auto& parts) { parts.draft.index = 1u << 20; },
     "MALFORMED status-index"},
    {"revoked", [](auto&, auto& parts) { parts.draft.index = 2000; }, "REVOKED revoked"},
};

TEST_CASE("what only an authority could get wrong is refused for its own reason") {
  LiveWorld world;
  REQUIRE(test::summary(shown(world, Parts())) == "VALID");
  for (const auto& breach : kBreaches) {
    CAPTURE(breach.what);
    Parts parts;
    breach.spoil(world, parts);
    const auto verdict = shown(world, parts);
    INFO(verdict.detail);
    CHECK(test::summary(verdict) == breach.expected);
    CHECK(verdict.facts.has_value() == (verdict.code == VerdictCode::kRevoked));
    const auto held = HeldPermit::receive(credential_of(world, parts), world.store.bundle(),
                                          world.device->public_key(), test::kNow);
    // The status is not the wallet's to know.
    const bool about_status = parts.draft.index != 8;
    CHECK(held.has_value() == about_status);
  }
}

TEST_CASE("every text of every group obeys the text rule, at the reader too") {
  const struct {
    Group group;
    std::function<void(WalletDraftOf&)> spoil;
  } rows[] = {
      {Group::kName, [](auto& draft) { draft.name = "A\nB"; }},
      {Group::kName, [](auto& draft) { draft.native = "A\u202e"; }},
      {Group::kIdentity, [](auto& draft) { draft.passport_number = "Z\n1"; }},
      {Group::kIdentity, [](auto& draft) { draft.issuing_state = ""; }},
      {Group::kWork, [](auto& draft) { draft.permit_number = "1\x7f"; }},
      {Group::kWork, [](auto& draft) { draft.nationality = "S\tU"; }},
      {Group::kWork, [](auto& draft) { draft.employer = std::string(256, 'E'); }},
      {Group::kWork, [](auto& draft) { draft.uscc = "\u0085"; }},
      {Group::kWork, [](auto& draft) { draft.position = "\u200b"; }},
      {Group::kRecord, [](auto& draft) { draft.social_security = "\ufeff1"; }},
      {Group::kRecord, [](auto& draft) { draft.predecessor = "K3M9Q2XT7RW4VNPU"; }},
  };
  for (const auto& row : rows) {
    WalletDraftOf draft;
    draft.passport = credential::PassportCheck{{1}, {1, 2, 3, 4}, std::nullopt};
    REQUIRE(credential::check_wallet(draft.permit()));
    row.spoil(draft);
    CHECK_FALSE(credential::check_wallet(draft.permit()));
    const auto octets = credential::encode(draft.permit(), row.group);
    const auto item = cbor::decode(octets, cbor::Limits::own(4096));
    REQUIRE(item);
    credential::ShownGroups into;
    CHECK(credential::parse_group(row.group, *item, into).error().reason == Reason::kClaims);
  }
}

TEST_CASE("a group that this version does not know is no group") {
  const auto octets = credential::encode(WalletDraftOf().permit(), Group::kName);
  const auto item = cbor::decode(octets, cbor::Limits::own(4096));
  REQUIRE(item);
  credential::ShownGroups into;
  REQUIRE(credential::parse_group(Group::kName, *item, into));
  for (const auto number : {0, 23, 24, 27})
    CHECK(credential::parse_group(static_cast<Group>(number), *item, into).error().reason == Reason::kClaims);
}

TEST_CASE("the claims of another credential of the same device prove nothing") {
  LiveWorld world;
  WalletDraftOf other;
  other.document_id = "X7M9Q2XT7RW4VNP8";
  // In one buffer, so that each stands before or behind the other.
  Bytes octets;
  std::vector<std::size_t> ends = {0};
  for (const auto& draft : {WalletDraftOf(), other, WalletDraftOf()}) {
    const sdcwt::Statement statement{"employer", test::kNow, std::nullopt};
    append(octets, *sdcwt::sign_presentation(world.mint_wallet(draft), statement, *world.device));
    ends.push_back(octets.size());
  }
  const auto presentation = [&](std::size_t i) {
    return *sdcwt::Presentation::parse(BytesView(octets).subspan(ends[i], ends[i + 1] - ends[i]));
  };
  std::vector<cwt::WalletClaims> claims;
  for (const std::size_t i : {0u, 1u, 2u}) {
    const auto attested = world.store.bundle().attest(presentation(i).credential());
    REQUIRE(attested);
    claims.push_back(*cwt::WalletClaims::parse(attested->message()));
  }
  CHECK(presentation(1).verify(claims[1]));
  CHECK(presentation(1).verify(claims[0]).error().reason == Reason::kHolderSignature);
  CHECK(presentation(1).verify(claims[2]).error().reason == Reason::kHolderSignature);
}

}  // namespace
}  // namespace cred
