// SPDX-License-Identifier: Apache-2.0
// Minting a wallet credential, and what its holder checks before keeping it.
#include <catch2/catch.hpp>

#include "cred/sdcwt/disclosure.h"
#include "support/live.h"

namespace cred {
namespace {

using test::LiveWorld;
using test::WalletDraftOf;

Result<HeldPermit> receive(LiveWorld& world, const Bytes& token, Instant now = test::kNow) {
  return HeldPermit::receive(token, world.store.bundle(), world.device->public_key(), now);
}

TEST_CASE("a holder receives the whole permit, every group as it was drafted") {
  LiveWorld world;
  WalletDraftOf draft;
  draft.predecessor = "K3M9Q2XT7RW4VNP8";
  const auto held = receive(world, world.mint_wallet(draft));
  REQUIRE(held);
  const auto& permit = held->permit();
  CHECK(held->claims().sub == draft.document_id);
  CHECK(held->claims().exp == draft.valid_until.end());
  CHECK(held->device() == world.device->public_key());
  CHECK(permit.terms.region.to_text() == "110108");
  CHECK(permit.name.passport == draft.name);
  CHECK(permit.name.native == draft.native);
  CHECK(permit.identity.sex == credential::Sex::kFemale);
  CHECK(permit.identity.birth_date == draft.birth_date);
  CHECK(permit.identity.passport_number == "Z000101");
  CHECK(permit.identity.issuing_state == "SAU");
  CHECK(permit.identity.passport_expiry == draft.passport_expiry);
  CHECK(permit.work.permit_number == draft.permit_number);
  CHECK(permit.work.employer_zh == draft.employer);
  CHECK(permit.work.employer_uscc == draft.uscc);
  CHECK(permit.work.position_zh == draft.position);
  CHECK(permit.work.kind == credential::Kind::kOver90Days);
  CHECK(permit.passport.tag == draft.passport_check().tag);
  CHECK(permit.record.social_security_number == draft.social_security);
  CHECK(permit.record.predecessor == draft.predecessor);
  CHECK(permit.record.event == credential::Event::kIssued);
}

TEST_CASE("a held permit outlives a move, and opens again under the key that vouched for it") {
  LiveWorld world;
  auto held = receive(world, world.mint_wallet());
  REQUIRE(held);
  const HeldPermit moved = std::move(*held);
  CHECK(moved.permit().name.passport == "AL-RASHED, NORAH ABDULLAH");
  const auto again = HeldPermit::reopen(to_bytes(moved.token()), moved.issuer_key(), moved.device());
  REQUIRE(again);
  CHECK(again->permit().work.position_zh == "量子算法科学家");
  CHECK(HeldPermit::reopen(to_bytes(moved.token()), world.authority.permits_p256_key->public_key(),
                           moved.device())
            .error()
            .reason == Reason::kAlgorithm);
}

TEST_CASE("what a verifier or a holder would refuse is not minted") {
  LiveWorld world;
  const auto& key = world.authority.permits_key;
  const auto reason = [&](const WalletDraftOf& draft, const crypto::PublicKey& device) {
    const auto minted = world.try_mint_wallet(draft, key, device);
    REQUIRE_FALSE(minted);
    return minted.error().reason;
  };
  const auto device = world.device->public_key();
  REQUIRE(world.try_mint_wallet({}, key, device));
  CHECK(reason({}, key->public_key()) == Reason::kKey);
  WalletDraftOf draft;
  draft.position = "a\nb";
  CHECK(reason(draft, device) == Reason::kRequest);
  draft = {};
  draft.predecessor = "not an id";
  CHECK(reason(draft, device) == Reason::kRequest);
  draft = {};
  draft.region = "310000";
  CHECK(reason(draft, device) == Reason::kWrongRegion);
  draft = {};
  draft.valid_until = test::day("2025-02-09");
  CHECK(reason(draft, device) == Reason::kRequest);
}

TEST_CASE("a holder refuses what is not whole, not of this device or not of a trusted authority") {
  LiveWorld world;
  const Bytes good = world.mint_wallet();
  REQUIRE(receive(world, good));
  const auto reason = [&](const Bytes& token, Instant now = test::kNow) {
    const auto refused = receive(world, token, now);
    REQUIRE_FALSE(refused);
    return refused.error().reason;
  };

  const auto other = test::make_key(world.random);
  CHECK(reason(world.mint_wallet({}, *other)) == Reason::kKey);
  CHECK(reason(good, test::at("2030-02-10T00:00:00+08:00")) == Reason::kExpired);
  CHECK(receive(world, good, test::at("2030-02-09T23:59:59+08:00")));

  // A disclosure kept back by whoever delivered it: the holder would not know what the permit says.
  const auto held = world.hold(good);
  CHECK(reason(held.showing({credential::Group::kName})) == Reason::kDisclosure);
  CHECK(reason(held.showing({})) == Reason::kDisclosure);

  // The passport check of another passport would turn every employer's check red.
  WalletDraftOf draft;
  draft.passport = credential::PassportCheck{{1}, {1, 2, 3, 4}, std::nullopt};
  CHECK(reason(world.mint_wallet(draft)) == Reason::kClaims);

  const auto key = test::make_key(world.random);
  auto entry = world.authority.entry(trust::Purpose::kPermits, key);
  const auto stranger = mint_wallet(
      {"W7M9Q2XT7RW4VNP8", {8, "CN-110000:1"}, world.device->public_key(), WalletDraftOf().permit()}, entry,
      *key, world.random, WalletDraftOf().now);
  REQUIRE(stranger);
  CHECK(reason(*stranger) == Reason::kUnknownKey);

  auto spoiled = good;
  spoiled.back() ^= 1;
  CHECK(reason(spoiled) == Reason::kIssuerSignature);
}

TEST_CASE("the same draft minted twice shares no digest, so none can be guessed from the other") {
  LiveWorld world;
  const WalletDraftOf draft;
  const auto first = world.hold(world.mint_wallet(draft));
  const auto second = world.hold(world.mint_wallet(draft));
  const auto first_map = credential::parse_redacted(first.claims().permit);
  const auto second_map = credential::parse_redacted(second.claims().permit);
  REQUIRE((first_map && second_map));
  for (const auto& digest : first_map->digests)
    CHECK(std::ranges::find(second_map->digests, digest) == second_map->digests.end());
}

}  // namespace
}  // namespace cred
