// SPDX-License-Identifier: Apache-2.0
#include "cred/trust/bundle_file.h"

#include "cred/cbor/encode.h"
#include "unit/trust/attack.h"

namespace cred::test {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

/// A store that took releases 1..count.
TrustStore store_after(const Authority& authority, std::uint64_t count) {
  TrustStore store(authority.sign(authority.release(1)));
  for (std::uint64_t version = 1; version <= count; ++version)
    REQUIRE(store.update(authority.sign(authority.release(version))));
  return store;
}

/// The same release in a new epoch, with a new head key: what follows the theft of the old one.
Release new_epoch(const Authority& authority, const SignerKey& head_key, std::uint64_t version) {
  auto release = authority.release(version);
  release.root.version = 2;
  release.root.epoch = 2;
  release.root.head = {1, {head_key->public_key()}};
  release.head_signers = {head_key.get()};
  return release;
}

std::string parsed(const Bytes& file) {
  return word_of(trust::BundleFile::parse(file));
}

}  // namespace

TEST_CASE("what anybody may do to a bundle file refuses it") {
  run_attacks({
      {"the status list left out",
       Reason::kMemberMissing,
       {},
       [](const auto&, SignedBundle& b) { b.members.clear(); }},
      {"the status list changed",
       Reason::kMemberUnlisted,
       {},
       [](const auto&, SignedBundle& b) { b.members[0][100] ^= 1; }},
      {"the status list cut short",
       Reason::kMemberUnlisted,
       {},
       [](const auto&, SignedBundle& b) { b.members[0].pop_back(); }},
      {"the status list of the bundle before",
       Reason::kMemberUnlisted,
       {},
       [](const Authority& a, SignedBundle& b) {
         b.members = a.sign(a.release(kHeldVersion, kHeldIssued)).members;
       }},
      {"an octet string that the head does not name",
       Reason::kMemberUnlisted,
       {},
       [](const auto&, SignedBundle& b) { b.members.push_back({1, 2, 3}); }},
      {"an empty member",
       Reason::kMemberUnlisted,
       {},
       [](const auto&, SignedBundle& b) { b.members.push_back({}); }},
      {"a member twice",
       Reason::kMemberUnlisted,
       {},
       [](const auto&, SignedBundle& b) { b.members.push_back(b.members[0]); }},
      {"the head of the bundle before",
       Reason::kMemberHash,
       {},
       [](const Authority& a, SignedBundle& b) {
         b.head = a.sign(a.release(kHeldVersion, kHeldIssued)).head;
       }},
      {"the issuers of the bundle before",
       Reason::kMemberHash,
       {},
       [](const Authority& a, SignedBundle& b) {
         b.issuers = a.sign(a.release(kHeldVersion, kHeldIssued)).issuers;
       }},
      {"the bundle of another authority with another root",
       Reason::kEquivocation,
       {},
       [](const auto&, SignedBundle& b) {
         const Authority other("other authority");
         b = other.sign(other.release(kHeldVersion + 1));
       }},
      {"the objects of another authority under our root",
       Reason::kUnknownKey,
       {},
       [](const auto&, SignedBundle& b) {
         const Authority other("other authority");
         const auto roots = b.roots;
         b = other.sign(other.release(kHeldVersion + 1));
         b.roots = roots;
       }},
      {"a test bundle for a production store, the other way round",
       Reason::kWrongEnvironment,
       {},
       [](const auto&, SignedBundle& b) {
         const Authority other("other authority");
         auto release = other.release(kHeldVersion + 1);
         release.root.environment = trust::Environment::kProduction;
         release.issuers.environment = trust::Environment::kProduction;
         release.head.environment = trust::Environment::kProduction;
         b = other.sign(release);
       }},
  });
}

TEST_CASE("the whole older bundle is a rollback, and the same bundle again changes nothing") {
  const Authority authority;
  auto store = store_after(authority, 3);
  CHECK(word_of(store.update(authority.sign(authority.release(2)))) == "rollback");
  const auto again = store.update(authority.sign(authority.release(3)));
  REQUIRE(again);
  CHECK(again->accepted.unchanged);
  const auto newer = store.update(authority.sign(authority.release(4)));
  REQUIRE(newer);
  CHECK(!newer->accepted.unchanged);
}

TEST_CASE("a file may omit what the store holds, and only that") {
  const Authority authority;
  auto store = store_after(authority, 1);
  auto release = authority.release(2);
  release.lists = {authority.list_release(1, 1, kNow), authority.list_release(2, 2, kNow)};
  auto delta = authority.sign(release);
  delta.members.erase(delta.members.begin());  // list 1, as held
  const auto updated = store.update(delta);
  REQUIRE(updated);
  CHECK(updated->lists.size() == 2);
  CHECK(updated->accepted.members[0].held);
  CHECK(!updated->accepted.members[0].in_file);
  CHECK(updated->accepted.members[1].in_file);

  SECTION("a held list that the disk changed counts as missing") {
    store.members().at(updated->accepted.members[0].member.hash)[50] ^= 1;
    CHECK(word_of(store.update(delta)) == "member-missing");
  }
}

TEST_CASE("a missing member of another kind leaves a gap, which the next file of the same head fills") {
  const Authority authority;
  TrustStore store(authority.sign(authority.release(1)));
  auto release = authority.release(1);
  release.head.members = {
      {trust::MemberKind::kCodeTable, "regions", 1, 5, crypto::sha256(as_bytes("codes"))}};
  auto bundle = authority.sign(release);
  const auto without = store.update(bundle);
  REQUIRE(without);
  CHECK(!without->accepted.members[0].held);
  CHECK(!without->accepted.members[0].in_file);
  bundle.members.push_back(to_bytes(as_bytes("codes")));
  const auto with = store.update(bundle);
  REQUIRE(with);
  CHECK(!with->accepted.unchanged);
  CHECK(with->accepted.members[0].in_file);
  const auto again = store.update(bundle);
  REQUIRE(again);
  CHECK(again->accepted.unchanged);
}

TEST_CASE("a new epoch resets versions and the clock floor") {
  const Authority authority;
  FixedRandom random("new head");
  const auto new_head = make_key(random);
  auto store = store_after(authority, 3);
  // What a thief of the head key and a wrong clock may leave behind.
  auto stolen = authority.release(4);
  stolen.head.version = cbor::kMaxVersion;
  stolen.head.issued = kNow + days{3000};
  stolen.head.expires = stolen.head.issued + days{1};
  REQUIRE(store.update(authority.sign(stolen), kNow, true));
  CHECK(store.clock_floor() == kNow + days{3000});
  CHECK(word_of(store.update(authority.sign(authority.release(5)))) == "rollback");

  auto release = new_epoch(authority, new_head, 1);
  REQUIRE(store.update(authority.sign(release)));
  CHECK(store.bundle().head().content().version == 1);
  CHECK(store.clock_floor() == kNow);

  SECTION("the old head key has no say any more") {
    release = new_epoch(authority, new_head, 2);
    release.head_signers = {authority.head_key.get()};
    CHECK(word_of(store.update(authority.sign(release))) == "unknown-key");
  }
  SECTION("an object of the epoch before does not come back") {
    CHECK(word_of(store.update(authority.sign(authority.release(9)))) == "unknown-key");
  }
}

TEST_CASE("a list dropped from one head does not come back older with the next") {
  const Authority authority;
  auto store = store_after(authority, 3);
  auto release = authority.release(4);
  release.lists.clear();
  REQUIRE(store.update(authority.sign(release)));
  REQUIRE(store.retired().size() == 1);
  REQUIRE(store.update(authority.sign([&] {
    auto empty = authority.release(5);
    empty.lists.clear();
    return empty;
  }())));
  REQUIRE(store.retired().size() == 1);

  release = authority.release(6);
  release.lists = {authority.list_release(1, 2, kNow)};
  CHECK(word_of(store.update(authority.sign(release))) == "rollback");
  release.lists = {authority.list_release(1, 3, kNow + seconds{1})};
  CHECK(word_of(store.update(authority.sign(release))) == "equivocation");
  release.lists = {authority.list_release(1, 4, kNow)};
  REQUIRE(store.update(authority.sign(release)));
  CHECK(store.retired().empty());
}

TEST_CASE("what a store remembers of retired members reads back") {
  const std::vector<trust::Member> members = {
      {trust::MemberKind::kStatusList, "CN-110000:1", 7, 100, crypto::sha256(as_bytes("a"))},
      {trust::MemberKind::kLogHead, "log", 1, 0, crypto::sha256(as_bytes("b"))}};
  const auto read = trust::parse_retired(trust::encode_retired(members));
  REQUIRE(read);
  CHECK(trust::encode_retired(*read) == trust::encode_retired(members));
  CHECK(word_of(trust::parse_retired(Bytes{0xa0})) == "trust-form");
  CHECK(word_of(trust::parse_retired({})) == "cbor");
  auto spoiled = members;
  spoiled[0].version = 0;
  CHECK(word_of(trust::parse_retired(trust::encode_retired(spoiled))) == "trust-form");
}

TEST_CASE("a store remembers 65,536 members that left the head of an epoch, and not one more") {
  const Authority authority;
  const auto bundle = authority.sign(authority.release(1));
  const auto root = *trust::Root::open_first(bundle.roots.front());
  const auto before = *trust::Bundle::open(root, bundle.issuers, bundle.head);
  std::vector<trust::Member> retired;
  for (std::size_t i = 0; i <= trust::kMaxRetired; ++i)
    retired.push_back({trust::MemberKind::kCodeTable, std::to_string(i), 1, 0, {}});
  const auto accepted = [&](std::size_t count) {
    return trust::accept({&root, &before, {}, std::span(retired).first(count)}, bundle.file(), kNow, false);
  };
  CHECK(accepted(trust::kMaxRetired)->retired.size() == trust::kMaxRetired);
  CHECK(word_of(accepted(trust::kMaxRetired + 1)) == "trust-form");
}

TEST_CASE("a status list in the file or in the store is there, and one in neither is missing") {
  const Authority authority;
  auto bundle = authority.sign(authority.release(1));
  const auto root = *trust::Root::open_first(bundle.roots.front());
  const std::vector hashes = {crypto::sha256(bundle.members.front())};
  CHECK(word_of(trust::accept({&root, nullptr, {}}, bundle.file(), kNow, false)) == "accepted");
  bundle.members.clear();
  CHECK(word_of(trust::accept({&root, nullptr, hashes}, bundle.file(), kNow, false)) == "accepted");
  CHECK(word_of(trust::accept({&root, nullptr, {}}, bundle.file(), kNow, false)) == "member-missing");
}

TEST_CASE("an object from the future is refused unless the caller insists") {
  const Authority authority;
  TrustStore store(authority.sign(authority.release(1)));
  const auto at_the_limit = authority.sign(authority.release(1, kNow + hours{24}));
  const auto beyond = authority.sign(authority.release(2, kNow + hours{24} + seconds{1}));
  CHECK(word_of(store.update(at_the_limit)) == "accepted");
  CHECK(word_of(store.update(beyond)) == "issued-in-future");
  CHECK(word_of(store.update(beyond, kNow, true)) == "accepted");
  CHECK(word_of(store.update(beyond)) == "accepted");  // what is held was insisted on once
}

TEST_CASE("a passed expires never refuses an import") {
  const Authority authority;
  TrustStore store(authority.sign(authority.release(1)));
  CHECK(word_of(store.update(authority.sign(authority.release(1)), kEnd + days{1})) == "accepted");
}

TEST_CASE("the bundle file is a closed array of five") {
  const Authority authority;
  const auto bundle = authority.sign(authority.release(1));
  const auto file = bundle.encoded();
  const auto read = trust::BundleFile::parse(file);
  REQUIRE(read);
  CHECK(read->roots.size() == 1);
  CHECK(equal(read->issuers, bundle.issuers));
  CHECK(equal(read->head, bundle.head));
  REQUIRE(read->members.size() == 1);
  CHECK(equal(read->members[0], bundle.members[0]));

  auto version_2 = file;
  version_2[1] = 2;
  CHECK(parsed(version_2) == "trust-form");
  auto trailing = file;
  trailing.push_back(0);
  CHECK(parsed(trailing) == "cbor");
  CHECK(parsed(Bytes(file.begin(), file.end() - 1)) == "cbor");
  CHECK(parsed({}) == "cbor");
  CHECK(parsed({0x84, 0x01, 0x81, 0x40, 0x40, 0x40}) == "trust-form");
  CHECK(parsed({0x86, 0x01, 0x81, 0x40, 0x40, 0x40, 0x80, 0x00}) == "trust-form");
  CHECK(parsed({0x85, 0x01, 0x80, 0x40, 0x40, 0x80}) == "trust-form");  // no root
  CHECK(parsed({0x85, 0x01, 0x81, 0x40, 0x40, 0x40, 0x80}) == "accepted");
  CHECK(parsed({0x85, 0x01, 0x81, 0x40, 0x40, 0x40, 0x81, 0x60}) == "trust-form");  // a text as member
  CHECK(parsed({0x85, 0x18, 0x01, 0x81, 0x40, 0x40, 0x40, 0x80}) == "not-deterministic");
  CHECK(parsed({0x9f, 0x01, 0x81, 0x40, 0x40, 0x40, 0x80, 0xff}) == "not-deterministic");
  CHECK(parsed({0x85, 0x01, 0x81, 0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}) == "cbor");
}

TEST_CASE("the parts of a bundle file have limits") {
  const Bytes small;
  const Bytes large_root(trust::kMaxRoot + 1);
  const Bytes large_issuers(trust::kMaxIssuers + 1);
  const Bytes large_head(trust::kMaxHead + 1);
  const auto parse = [](const trust::BundleFile& file) { return parsed(trust::encode(file)); };
  CHECK(parse({{small}, small, small, {}}) == "accepted");
  CHECK(parse({{large_root}, small, small, {}}) == "trust-form");
  CHECK(parse({{small}, large_issuers, small, {}}) == "trust-form");
  CHECK(parse({{small}, small, large_head, {}}) == "trust-form");
  CHECK(parse({std::vector<BytesView>(trust::kMaxRoots, small), small, small, {}}) == "accepted");
  CHECK(parse({std::vector<BytesView>(trust::kMaxRoots + 1, small), small, small, {}}) == "trust-form");
  CHECK(parse({{small}, small, small, std::vector<BytesView>(trust::kMaxMembers, small)}) == "accepted");
  CHECK(parse({{small}, small, small, std::vector<BytesView>(trust::kMaxMembers + 1, small)}) ==
        "trust-form");
}

}  // namespace cred::test
