// SPDX-License-Identifier: Apache-2.0
#include "cred/trust/draft.h"

#include "cred/cbor/encode.h"
#include "unit/trust/attack.h"

namespace cred::test {

namespace {

/// What an authority holds after its first publish, and the next objects it may want.
struct Held {
  Authority authority;
  SignedBundle bundle = authority.sign(authority.release(1));
  trust::Root root = *trust::Root::open_first(bundle.roots.front());
  trust::Issuers issuers = *trust::Issuers::open(bundle.issuers, root);
  FixedRandom random{"new keys"};
  SignerKey fresh = make_key(random);

  trust::Draft draft() const { return {root, issuers}; }
  trust::RootContent next_root() const {
    auto next = root.content();
    ++next.version;
    return next;
  }
  trust::IssuersContent next_issuers() const {
    auto next = issuers.content();
    ++next.version;
    return next;
  }
};

trust::Draft read_back(const trust::Draft& draft) {
  auto read = trust::Draft::parse(draft.encode());
  INFO((read ? "" : read.error().detail));
  REQUIRE(read);
  CHECK(read->encode() == draft.encode());
  return std::move(*read);
}

/// A draft file in its parts, as whoever sends it might write it.
struct DraftFile {
  explicit DraftFile(const Held& held)
      : root(held.bundle.roots.front()), issuers(held.bundle.issuers), next_root(held.next_root()) {
    const auto signature =
        *cose::sign_part(cose::Typ::kRoot, trust::encode(next_root), *held.authority.root_keys[0]);
    signatures = encoded([&](auto& out) {
      out.array(1).array(3).integer(-19).bytes(signature.kid.value()).bytes(signature.signature);
    });
  }

  static Bytes encoded(const std::function<void(cbor::Encoder&)>& write) {
    cbor::Encoder out;
    write(out);
    return out.take();
  }
  std::string parsed() const {
    return word_of(trust::Draft::parse(encoded([&](auto& out) {
      out.map(3 + std::size_t{!root_part.empty()} + std::size_t{!issuers_part.empty()} +
              std::size_t{!spared_lists.empty()});
      out.uint(1).uint(1).uint(2).bytes(root).uint(3).bytes(issuers);
      if (!root_part.empty()) out.uint(4).item(root_part);
      if (!issuers_part.empty()) out.uint(5).item(issuers_part);
      if (!spared_lists.empty()) out.uint(6).item(spared_lists);
    })));
  }
  void propose_root() {
    root_part = encoded([&](auto& out) { out.array(2).bytes(trust::encode(next_root)).item(signatures); });
  }
  void propose_issuers(const trust::IssuersContent& next) {
    issuers_part = encoded([&](auto& out) { out.array(2).bytes(trust::encode(next)).array(0); });
  }

  Bytes root;
  Bytes issuers;
  trust::RootContent next_root;
  Bytes signatures;  // of the next root
  Bytes root_part;
  Bytes issuers_part;
  Bytes spared_lists;
};

constexpr auto kRoot = trust::DraftPart::kRoot;
constexpr auto kIssuers = trust::DraftPart::kIssuers;

}  // namespace

TEST_CASE("issuers become current when two key holders have signed, each on a copy of one draft") {
  Held held;
  auto draft = held.draft();
  auto next = held.next_issuers();
  next.policy.dual = false;
  REQUIRE(draft.propose(next));
  CHECK(!draft.settle());

  auto first = read_back(draft);
  auto second = read_back(draft);
  REQUIRE(first.sign(kIssuers, *held.authority.issuers_keys[0]));
  REQUIRE(second.sign(kIssuers, *held.authority.issuers_keys[2]));
  CHECK(!first.settle());
  CHECK(!second.settle());
  REQUIRE(draft.merge(read_back(first)));
  REQUIRE(draft.merge(read_back(second)));
  REQUIRE(draft.merge(first));  // once more changes nothing
  CHECK(draft.signatures(kIssuers) == 2);
  const auto settled = draft.settle();
  REQUIRE(settled);
  CHECK(!settled->root);
  CHECK(settled->issuers->content().version == 2);
  CHECK(!settled->issuers->content().policy.dual);
  CHECK(settled->rest.empty());
}

TEST_CASE("a wrong key, a key of another role and the same key twice do not sign") {
  Held held;
  auto draft = held.draft();
  REQUIRE(draft.propose(held.next_issuers()));
  CHECK(word_of(draft.sign(kIssuers, *held.fresh)) == "unknown-key");
  CHECK(word_of(draft.sign(kIssuers, *held.authority.root_keys[0])) == "unknown-key");
  CHECK(word_of(draft.sign(kIssuers, *held.authority.head_key)) == "unknown-key");
  CHECK(word_of(draft.sign(kRoot, *held.authority.root_keys[0])) == "trust-form");  // no root in this draft
  CHECK(word_of(draft.sign(kIssuers, *held.authority.issuers_keys[1])) == "accepted");
  CHECK(word_of(draft.sign(kIssuers, *held.authority.issuers_keys[1])) == "duplicate-key");
  CHECK(draft.signatures(kIssuers) == 1);
}

TEST_CASE("a next root needs the thresholds of both roots, and new head keys a new epoch") {
  Held held;
  auto draft = held.draft();
  auto next = held.next_root();
  next.root.keys[2] = held.fresh->public_key();
  REQUIRE(draft.propose(next));
  REQUIRE(draft.sign(kRoot, *held.authority.root_keys[2]));  // leaves, and still counts for the root held
  REQUIRE(draft.sign(kRoot, *held.fresh));
  CHECK(!draft.settle());
  REQUIRE(draft.sign(kRoot, *held.authority.root_keys[0]));
  const auto settled = read_back(draft).settle();
  REQUIRE(settled);
  CHECK(settled->root->content().version == 2);
  CHECK(!settled->issuers);

  next = held.next_root();
  next.head.keys = {held.fresh->public_key()};
  CHECK(word_of(draft.propose(next)) == "trust-form");
  next.epoch = 2;
  CHECK(word_of(draft.propose(next)) == "accepted");
  next.version = 3;
  CHECK(word_of(draft.propose(next)) == "version-gap");
}

TEST_CASE("a root that takes issuers keys away waits for issuers that verify under it") {
  Held held;
  auto draft = held.draft();
  auto next = held.next_root();
  next.issuers.keys[0] = held.fresh->public_key();
  REQUIRE(draft.propose(next));
  for (const std::size_t i : {0u, 1u}) REQUIRE(draft.sign(kRoot, *held.authority.root_keys[i]));
  CHECK(!draft.settle());

  REQUIRE(draft.propose(held.next_issuers()));
  REQUIRE(draft.sign(kIssuers, *held.authority.issuers_keys[1]));
  REQUIRE(draft.sign(kIssuers, *held.fresh));
  const auto settled = read_back(draft).settle();
  REQUIRE(settled);
  CHECK(settled->root->content().version == 2);
  CHECK(settled->issuers->content().version == 2);
  CHECK(settled->rest.empty());
}

TEST_CASE("a root with a higher issuers threshold is not robbed of the issuers signed for it") {
  Held held;
  auto draft = held.draft();
  auto next = held.next_root();
  next.issuers.threshold = 3;
  REQUIRE(draft.propose(next));
  CHECK(draft.root_needs_issuers());
  REQUIRE(draft.propose(held.next_issuers()));
  for (const std::size_t i : {0u, 1u}) REQUIRE(draft.sign(kRoot, *held.authority.root_keys[i]));
  for (const std::size_t i : {0u, 1u}) REQUIRE(draft.sign(kIssuers, *held.authority.issuers_keys[i]));
  CHECK(!draft.settle());  // enough for the root held, not for the next one
  REQUIRE(draft.sign(kIssuers, *held.authority.issuers_keys[2]));
  const auto settled = draft.settle();
  REQUIRE(settled);
  CHECK(settled->root);
  CHECK(settled->issuers);
}

TEST_CASE("issuers that are ready become current while the root still waits, and the other way round") {
  Held held;
  auto draft = held.draft();
  REQUIRE(draft.propose(held.next_root()));
  REQUIRE(draft.propose(held.next_issuers()));

  SECTION("issuers first") {
    for (const std::size_t i : {0u, 1u}) REQUIRE(draft.sign(kIssuers, *held.authority.issuers_keys[i]));
    const auto settled = draft.settle();
    REQUIRE(settled);
    CHECK(!settled->root);
    CHECK(settled->issuers);
    CHECK(read_back(settled->rest).next_root() != nullptr);
    CHECK(settled->rest.next_issuers() == nullptr);
  }
  SECTION("root first") {
    for (const std::size_t i : {0u, 1u}) REQUIRE(draft.sign(kRoot, *held.authority.root_keys[i]));
    REQUIRE(draft.sign(kIssuers, *held.authority.issuers_keys[0]));
    const auto settled = draft.settle();
    REQUIRE(settled);
    CHECK(settled->root);
    CHECK(!settled->issuers);
    CHECK(read_back(settled->rest).signatures(kIssuers) == 1);
  }
}

TEST_CASE("a changed draft has no signatures, and a copy of the old one does not bring them back") {
  Held held;
  auto draft = held.draft();
  REQUIRE(draft.propose(held.next_issuers()));
  auto copy = draft;
  REQUIRE(copy.sign(kIssuers, *held.authority.issuers_keys[0]));
  auto other = held.next_issuers();
  other.policy.dual = false;
  REQUIRE(draft.propose(other));
  CHECK(draft.signatures(kIssuers) == 0);
  CHECK(word_of(draft.merge(copy)) == "equivocation");
  draft.drop(kIssuers);
  CHECK(draft.empty());
  CHECK(word_of(draft.merge(copy)) == "equivocation");
}

TEST_CASE("a draft does not lift a withdrawal, leave the environment or put one key in two places") {
  Held held;
  auto release = held.authority.release(1);
  release.issuers.tombstones = {
      {cose::thumbprint(held.authority.permits_key->public_key()), kNow, "stolen", std::nullopt}};
  const auto bundle = held.authority.sign(release);
  auto draft = trust::Draft(held.root, *trust::Issuers::open(bundle.issuers, held.root));
  CHECK(word_of(draft.propose(held.next_issuers())) == "tombstone-missing");
  draft = held.draft();
  auto next = held.next_issuers();
  next.environment = trust::Environment::kProduction;
  CHECK(word_of(draft.propose(next)) == "wrong-environment");
  next = held.next_issuers();
  next.entries[0].key = held.authority.root_keys[0]->public_key();
  CHECK(word_of(draft.propose(next)) == "duplicate-key");
  next = held.next_issuers();
  CHECK(word_of(draft.propose(next)) == "accepted");
  for (const std::uint64_t version : {held.issuers.content().version, next.version + 1}) {
    next.version = version;
    CHECK(word_of(draft.propose(next)) == "version-gap");
  }
}

TEST_CASE("each fault of a draft file, made once, refuses it") {
  Held held;
  auto draft = held.draft();
  REQUIRE(draft.propose(held.next_root()));
  REQUIRE(draft.sign(kRoot, *held.authority.root_keys[0]));
  const auto good = draft.encode();
  REQUIRE(trust::Draft::parse(good));

  const auto parsed = [](const Bytes& file) { return word_of(trust::Draft::parse(file)); };
  auto file = good;
  file.back() ^= 1;
  CHECK(parsed(file) == "issuer-signature");
  file = good;
  file.push_back(0);
  CHECK(parsed(file) == "cbor");
  CHECK(parsed({}) == "cbor");
  CHECK(parsed(held.bundle.encoded()) == "trust-form");
  file = good;
  file[2] = 2;
  CHECK(parsed(file) == "trust-form");  // format 2
  file = good;
  replace(file, Bytes{0x04, 0x82}, Bytes{0x05, 0x82});
  CHECK(parsed(file) == "trust-form");  // a root where issuers belong

  // Signed by a key of another role, by whoever wrote the file.
  auto stranger = cose::sign_part(cose::Typ::kRoot, trust::encode(held.next_root()), *held.fresh);
  REQUIRE(stranger);
  file = good;
  const auto own = cose::key_id(held.authority.root_keys[0]->public_key()).value();
  const auto theirs = cose::key_id(held.fresh->public_key()).value();
  auto with_strange_kid = file;
  const auto at = std::find_end(with_strange_kid.begin(), with_strange_kid.end(), own.begin(), own.end());
  REQUIRE(at != with_strange_kid.end());
  std::ranges::copy(theirs, at);
  CHECK(parsed(with_strange_kid) == "unknown-key");
}

TEST_CASE("each part of a draft file, spoiled alone, refuses it") {
  Held held;
  const Bytes list(16, 1);
  auto next = held.next_issuers();
  next.tombstones = {
      {cose::thumbprint(held.authority.permits_key->public_key()), kNow, "stolen", crypto::sha256(list)}};
  const auto tried = [&](const std::function<void(DraftFile&)>& spoil) {
    DraftFile file(held);
    spoil(file);
    file.propose_root();
    if (file.issuers_part.empty()) file.propose_issuers(next);
    if (file.spared_lists.empty())
      file.spared_lists = DraftFile::encoded([&](auto& out) { out.array(1).bytes(list); });
    return file.parsed();
  };
  // 81 83 32 48 kid 58 40 signature: one signature of -19.
  CHECK(tried([](auto&) {}) == "accepted");
  CHECK(tried([](auto& file) { file.signatures = {0x80}; }) == "accepted");
  CHECK(tried([](auto& file) { file.signatures[1] = 0x84, file.signatures.push_back(0); }) == "trust-form");
  CHECK(tried([](auto& file) { file.signatures[2] = 0x26; }) == "algorithm");
  CHECK(tried([](auto& file) { file.signatures[2] = 0x60; }) == "algorithm");
  CHECK(tried([](auto& file) { file.signatures = {0x60}; }) == "trust-form");
  CHECK(tried([](auto& file) {
          const Bytes one(file.signatures.begin() + 1, file.signatures.end());
          file.signatures = {0x98, 65};
          for (int i = 0; i < 65; ++i) append(file.signatures, one);
        }) == "cose");
  CHECK(tried([](auto& file) { ++file.next_root.version, file.signatures = {0x80}; }) == "version-gap");
  CHECK(tried([&](auto& file) {
          auto skipping = next;
          ++skipping.version;
          file.propose_issuers(skipping);
        }) == "version-gap");
  CHECK(tried([](auto& file) { file.spared_lists = {0x81, 0x41, 0x01}; }) == "trust-form");
  CHECK(tried([](auto& file) { file.spared_lists = {0x60}; }) == "trust-form");
  CHECK(tried([](auto& file) { file.spared_lists = {0x80}; }) == "trust-form");

  DraftFile file(held);
  file.root_part = DraftFile::encoded(
      [&](auto& out) { out.array(3).bytes(trust::encode(file.next_root)).item(file.signatures).uint(0); });
  CHECK(file.parsed() == "trust-form");
}

TEST_CASE("spared lists travel with the draft whose tombstone names them, and no others") {
  Held held;
  auto draft = held.draft();
  const Bytes list(16, 1);
  CHECK(word_of(draft.add_spared_list(list)) == "member-unlisted");
  auto next = held.next_issuers();
  next.tombstones = {
      {cose::thumbprint(held.authority.permits_key->public_key()), kNow, "stolen", crypto::sha256(list)}};
  REQUIRE(draft.propose(next));
  CHECK(word_of(draft.add_spared_list(Bytes(16, 2))) == "member-unlisted");
  CHECK(word_of(draft.add_spared_list(Bytes(15, 1))) == "trust-form");
  REQUIRE(draft.add_spared_list(list));
  CHECK(read_back(draft).spared_lists() == std::vector<Bytes>{list});
}

}  // namespace cred::test
