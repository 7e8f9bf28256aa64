// SPDX-License-Identifier: Apache-2.0
// A key is stolen: its permits that are known to be honest stay good, all others of it are dead.
#include "cred/trust/spared_list.h"

#include "support/live.h"
#include "unit/trust/attack_table.h"

namespace cred::test {

namespace {

crypto::Digest log_entry(const Bytes& token) {
  return crypto::sha256(token);  // a static permit's unprotected header is empty
}

/// The permits key is revoked, and `spared` is the list its tombstone names.
Release revoked(const Authority& authority, const Bytes& spared) {
  auto release = authority.release(2);
  release.issuers.tombstones = {
      {cose::thumbprint(authority.permits_key->public_key()), kNow, "stolen", crypto::sha256(spared)}};
  return release;
}

trust::Member member_of(const Bytes& spared) {
  return {trust::MemberKind::kSparedList, "spared", 1, spared.size(), crypto::sha256(spared)};
}

/// The verdict on `token` once `release` with `members` was imported.
std::string verdict_after(World& world, const Release& release, const std::vector<Bytes>& members,
                          const Bytes& token) {
  auto bundle = world.authority.sign(release);
  bundle.members.insert(bundle.members.end(), members.begin(), members.end());
  const auto updated = world.store.update(bundle);
  INFO((updated ? "" : updated.error().detail));
  REQUIRE(updated);
  return summary(world.verify(token));
}

}  // namespace

TEST_CASE("of a revoked key, a spared permit stays good and any other is dead") {
  World world;
  const auto honest = world.mint();
  Draft other;
  other.document_id = "K3M9Q2XT7RW4VNP9";
  const auto forged = world.mint(other);
  REQUIRE(summary(world.verify(honest.token)) == "VALID");

  const auto spared = trust::encode_spared_list({log_entry(honest.token)});
  auto release = revoked(world.authority, spared);
  release.head.members = {member_of(spared)};
  CHECK(verdict_after(world, release, {spared}, honest.token) == "VALID");
  CHECK(summary(world.verify(forged.token)) == "UNTRUSTED_ISSUER key-revoked");
}

TEST_CASE("a document in a phone is spared by what the issuer signed, whatever of it is shown") {
  LiveWorld world;
  const auto held = world.hold();
  WalletDraftOf other;
  other.document_id = "X7M9Q2XT7RW4VNP8";
  const auto stranger = world.hold(other);
  const auto bare = cose::with_disclosures(held.token(), {});
  REQUIRE(bare);
  for (const auto& [entry, expected] :
       {std::pair(log_entry(*bare), "VALID"),
        // The log knows no token with disclosures: an entry of that kind spares nobody.
        std::pair(log_entry(to_bytes(held.token())), "UNTRUSTED_ISSUER key-revoked")}) {
    const auto spared = trust::encode_spared_list({entry});
    auto release = revoked(world.authority, spared);
    release.head.members = {member_of(spared)};
    auto bundle = world.authority.sign(release);
    bundle.members.push_back(spared);
    auto before = world.store;
    REQUIRE(world.store.update(bundle));
    for (const auto groups : {credential::GroupSet{}, credential::GroupSet{credential::Group::kName}})
      CHECK(summary(world.verify_live(world.quick(held, trust::VerifierRole::kEmployer, groups).token)) ==
            expected);
    CHECK(summary(world.verify_live(world.quick(stranger).token)) == "UNTRUSTED_ISSUER key-revoked");
    world.store = std::move(before);
  }
}

TEST_CASE("a spared permit is judged on: its status and its end still count") {
  World world;
  Draft draft;
  draft.index = 5000;  // never released: INVALID
  const auto token = world.mint(draft).token;
  const auto spared = trust::encode_spared_list({log_entry(token)});
  auto release = revoked(world.authority, spared);
  release.head.members = {member_of(spared)};
  CHECK(verdict_after(world, release, {spared}, token) == "REVOKED revoked");
}

TEST_CASE("a spared list counts only when the tombstone names its hash") {
  World world;
  const auto token = world.mint().token;
  const auto spared = trust::encode_spared_list({log_entry(token)});
  auto release = revoked(world.authority, spared);
  release.head.members = {member_of(spared)};

  SECTION("a tombstone that names none spares nobody") {
    release.issuers.tombstones.front().spared_list.reset();
    CHECK(verdict_after(world, release, {spared}, token) == "UNTRUSTED_ISSUER key-revoked");
  }
  SECTION("a tombstone that names another list, which says nothing of this permit") {
    const auto another = trust::encode_spared_list({log_entry(Bytes{1})});
    release.issuers.tombstones.front().spared_list = crypto::sha256(another);
    release.head.members = {member_of(another)};
    CHECK(verdict_after(world, release, {another}, token) == "UNTRUSTED_ISSUER key-revoked");
  }
  SECTION("the list of another key's tombstone") {
    release.issuers.tombstones.front().spared_list.reset();
    release.issuers.tombstones.push_back({cose::thumbprint(world.authority.permits_p256_key->public_key()),
                                          kNow, "stolen", crypto::sha256(spared)});
    CHECK(verdict_after(world, release, {spared}, token) == "UNTRUSTED_ISSUER key-revoked");
  }
}

TEST_CASE(
    "while the list that a tombstone names is not held, its permits are unknown, neither good nor dead") {
  World world;
  const auto token = world.mint().token;
  const auto spared = trust::encode_spared_list({log_entry(token)});
  auto release = revoked(world.authority, spared);

  SECTION("the head does not name it") {
    CHECK(verdict_after(world, release, {}, token) == "UNKNOWN status-list-missing");
  }
  SECTION("the head names it and the file leaves it out") {
    release.head.members = {member_of(spared)};
    CHECK(verdict_after(world, release, {}, token) == "UNKNOWN status-list-missing");
  }
  SECTION("the disk changed what the store keeps of it") {
    release.head.members = {member_of(spared)};
    REQUIRE(verdict_after(world, release, {spared}, token) == "VALID");
    auto archive = to_bytes(world.store.archive());
    const auto at = find_octets(archive, spared);
    archive[at] ^= 1;
    auto context = world.context();
    const auto damaged = *status::Archive::open(archive);
    context.status = &damaged;
    CHECK(summary(verify_static(token, context)) == "UNKNOWN status-list-missing");
  }
}

TEST_CASE("a status list of a revoked key is never spared") {
  const Authority authority;
  TrustStore store(authority.sign(authority.release(1)));
  auto release = authority.release(1);
  const auto bundle = authority.sign(release);
  const auto spared = trust::encode_spared_list({crypto::sha256(bundle.members.front())});
  release.issuers.tombstones = {
      {cose::thumbprint(authority.status_key->public_key()), kNow, "stolen", crypto::sha256(spared)}};
  release.head.members = {member_of(spared)};
  auto attacked = authority.sign(release);
  attacked.members.push_back(spared);
  CHECK(word_of(store.update(attacked)) == "key-revoked");
}

TEST_CASE("a spared list not in form refuses the bundle") {
  const auto imported = [](const Bytes& spared) {
    World world;
    auto release = revoked(world.authority, spared);
    release.head.members = {member_of(spared)};
    auto bundle = world.authority.sign(release);
    bundle.members.push_back(spared);
    return word_of(world.store.update(bundle));
  };
  CHECK(imported(spared({1, 2, 3})) == "accepted");
  CHECK(imported(spared({1})) == "accepted");
  CHECK(imported({}) == "accepted");
  CHECK(imported(spared({2, 1})) == "trust-form");
  CHECK(imported(spared({1, 1})) == "trust-form");
  CHECK(imported(Bytes(15)) == "trust-form");
  CHECK(imported(Bytes(17)) == "trust-form");
}

TEST_CASE("a spared list has at most four million entries") {
  Bytes list(trust::kMaxSparedList + trust::kSparedEntry);
  for (std::uint32_t at = 0; at < list.size(); at += trust::kSparedEntry)
    for (std::uint32_t i = 0; i < 4; ++i) list[at + i] = static_cast<std::uint8_t>(at >> (24 - 8 * i));
  CHECK(word_of(trust::check_spared_list(BytesView(list).first(trust::kMaxSparedList))) == "accepted");
  CHECK(word_of(trust::check_spared_list(list)) == "trust-form");
}

TEST_CASE("a spared list is made sorted and without repeats, and each of its entries is found") {
  std::vector<crypto::Digest> digests;
  for (std::uint32_t i = 0; i < 1000; ++i)
    digests.push_back(crypto::sha256(as_bytes("permit " + std::to_string(i % 600))));
  const auto list = trust::encode_spared_list(digests);
  CHECK(list.size() == 600 * trust::kSparedEntry);
  CHECK(trust::check_spared_list(list));
  const auto name = status::spared_list_name(crypto::sha256(list));
  const auto archive = status::build_archive({{name, kNow, std::nullopt, list}});
  const auto held = *status::Archive::open(archive)->find(name);
  for (const auto& digest : digests) CHECK(*held.spares(digest));
  for (std::uint32_t i = 600; i < 700; ++i)
    CHECK(!*held.spares(crypto::sha256(as_bytes("permit " + std::to_string(i)))));
  CHECK(!*status::Archive::open(status::build_archive({{name, kNow, std::nullopt, {}}}))
              ->find(name)
              ->spares(digests.front()));
}

}  // namespace cred::test
