// SPDX-License-Identifier: Apache-2.0
// A bundle file may come without a register or a spared list. What it covers is unknown then, and whoever
// fetches the whole file afterwards gets it: the head is the same, the store is not.
#include <catch2/catch.hpp>

#include "cred/trust/spared_list.h"
#include "support/temporary_folder.h"
#include "support/world.h"
#include "unit/verify_legacy/card_world.h"
#include "verifier/store.h"

namespace cred::verifier {
namespace {

using test::kNow;

/// A store that took the whole of `bundle` but for its last member.
struct LackingStore {
  explicit LackingStore(const test::SignedBundle& bundle) : whole(bundle.encoded()) {
    auto lacking = bundle;
    lacking.members.pop_back();
    REQUIRE(Store::create(path(), *trust::Root::open_first(bundle.roots.front())));
    CHECK_FALSE(update(lacking.encoded()).accepted.unchanged);
  }
  std::filesystem::path path() const { return folder / "store"; }
  Store open() const {
    auto store = Store::open(path());
    REQUIRE(store);
    return std::move(*store);
  }
  Update update(const Bytes& file) const {
    auto updated = open().update(file, kNow, false);
    REQUIRE(updated);
    return std::move(*updated);
  }

  TemporaryFolder folder;
  Bytes whole;
};

std::string answer_of(Store store) {
  const auto registers = store.open_registers();
  REQUIRE(registers);
  return test::summary(verify_legacy(test::CardWorld::question(), {.trust = store.bundle(),
                                                                   .registers = registers->held,
                                                                   .not_held = registers->not_held,
                                                                   .clock_floor = store.clock_floor(),
                                                                   .now = kNow}));
}

TEST_CASE("a register that one file left out is there once another file of the same head brings it") {
  const auto release = test::CardWorld::release_with({test::card_record()}, kNow);
  const LackingStore store(test::card_authority().sign(release));
  CHECK(answer_of(store.open()) == "UNKNOWN no-list-for-region");
  CHECK_FALSE(store.update(store.whole).accepted.unchanged);
  CHECK(answer_of(store.open()) == "VALID_LEGACY");
  CHECK(store.update(store.whole).accepted.unchanged);
}

TEST_CASE("so is a spared list, and the honest permits of a stolen key are good again") {
  test::World world;
  const auto token = world.mint().token;
  const auto spared = trust::encode_spared_list({crypto::sha256(token)});
  auto release = world.authority.release(2);
  release.issuers.tombstones = {
      {cose::thumbprint(world.authority.permits_key->public_key()), kNow, "stolen", crypto::sha256(spared)}};
  release.others = {{trust::MemberKind::kSparedList, "spared", 2, spared}};
  const LackingStore store(world.authority.sign(release));
  const auto verdict = [&] {
    const auto opened = store.open();
    return test::summary(verify_static(token, {.trust = opened.bundle(),
                                               .status = opened.lists(),
                                               .clock_floor = opened.clock_floor(),
                                               .now = kNow,
                                               .employer = {},
                                               .passport = {}}));
  };
  CHECK(verdict() == "UNKNOWN status-list-missing");
  CHECK_FALSE(store.update(store.whole).accepted.unchanged);
  CHECK(verdict() == "VALID");
}

}  // namespace
}  // namespace cred::verifier
