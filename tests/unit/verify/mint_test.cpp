// SPDX-License-Identifier: Apache-2.0
#include "cred/mint.h"

#include <catch2/catch.hpp>

#include "support/world.h"

namespace cred {
namespace {

using test::Draft;
using test::World;

Reason refused(World& world, const Draft& draft) {
  const auto minted = world.try_mint(draft, world.authority.permits_key);
  REQUIRE_FALSE(minted);
  return minted.error().reason;
}

TEST_CASE("a draft that breaks the profile is refused before anything is signed") {
  World world;
  Draft draft;
  draft.name = "a\nb";
  CHECK(refused(world, draft) == Reason::kRequest);
  draft = {};
  draft.valid_until = test::day("2025-02-09");
  CHECK(refused(world, draft) == Reason::kRequest);
  draft = {};
  draft.now = draft.valid_until.end();
  CHECK(refused(world, draft) == Reason::kRequest);
}

TEST_CASE("too long for a code: says by how much and what can be left out") {
  World world;
  Draft draft;
  draft.name = std::string(255, 'N');
  draft.native = std::string(255, 'n');
  draft.employer = std::string(255, 'E');
  draft.uscc = std::string(255, 'U');
  const auto minted = world.try_mint(draft, world.authority.permits_key);
  REQUIRE_FALSE(minted);
  CHECK(minted.error().reason == Reason::kTooLargeForQr);
  CHECK(minted.error().detail.find("native name 255 (can be left out)") != std::string::npos);
}

TEST_CASE("a key signs only under its own entry") {
  World world;
  const auto entry = world.authority.entry(trust::Purpose::kPermits, world.authority.permits_key);
  const auto minted = mint_static({"K3M9Q2XT7RW4VNP8", {1, "CN-110000:1"}, Draft().permit()}, entry,
                                  *world.authority.permits_p256_key, Draft().now);
  REQUIRE_FALSE(minted);
  CHECK(minted.error().reason == Reason::kKey);
  const auto wrong_purpose = world.authority.entry(trust::Purpose::kStatus, world.authority.permits_key);
  CHECK(mint_static({"K3M9Q2XT7RW4VNP8", {1, "CN-110000:1"}, Draft().permit()}, wrong_purpose,
                    *world.authority.permits_key, Draft().now)
            .error()
            .reason == Reason::kWrongPurpose);
}

TEST_CASE("Ed25519 permits are the same octets for the same draft") {
  World world;
  CHECK(world.mint().token == world.mint().token);
  CHECK(world.mint().text == qr::to_text(qr::Kind::kStaticPermit, world.mint().token));
}

}  // namespace
}  // namespace cred
