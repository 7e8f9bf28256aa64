// SPDX-License-Identifier: Apache-2.0
#include "cred/trust/root.h"

#include "unit/trust/attack.h"

namespace cred::test {

namespace {

/// Root 2 by the keys of root 1, and all else as in the release.
Release next_root(const Authority& authority) {
  auto release = authority.release(kHeldVersion + 1);
  release.root.version = 2;
  release.root.issued = kNow;
  return release;
}

std::vector<SignerKey> three_keys() {
  FixedRandom random("three keys");
  std::vector<SignerKey> keys;
  for (int i = 0; i < 3; ++i) keys.push_back(make_key(random));
  return keys;
}

/// The message with its signatures as given: cose::assemble_sign would sort them and refuse repeats.
Bytes assemble_as_is(BytesView payload, const std::vector<crypto::Signer*>& signers) {
  // One signer of an Ed25519 key: [bstr of 13, {}, bstr of 64], after the head of the array of signers.
  constexpr std::size_t kSignerSize = 1 + (1 + 13) + 1 + (2 + 64);
  Bytes message;
  for (auto* signer : signers) {
    const auto one = sign_object(cose::Typ::kRoot, payload, {signer});
    const auto at = one.size() - kSignerSize;
    if (message.empty()) {
      message.assign(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(at));
      message.back() = static_cast<std::uint8_t>(0x80 + signers.size());
    }
    append(message, BytesView(one).subspan(at));
  }
  return message;
}

}  // namespace

TEST_CASE("each fault in the form of a root refuses the bundle") {
  const auto row = [](std::string name, std::function<void(Bytes&)> spoil) {
    return Attack{std::move(name), Reason::kTrustForm,
                  [spoil](const auto&, Release& r) { r.alter_root_payload = spoil; }};
  };
  const Authority authority;
  run_attacks(authority, authority.release(kHeldVersion, kHeldIssued), next_root(authority),
              {
                  row("a role of three members",
                      [](Bytes& p) {
                        replace(p, Bytes{0x03, 0x82, 0x01, 0x81}, Bytes{0x03, 0x83, 0x01, 0x81});
                        p.push_back(0x00);
                      }),
                  row("keys that are a text",
                      [](Bytes& p) {
                        const Bytes head_role = {0x03, 0x82, 0x01, 0x81};
                        p.erase(std::search(p.begin(), p.end(), head_role.begin(), head_role.end()), p.end());
                        append(p, Bytes{0x03, 0x82, 0x01, 0x60});
                      }),
                  row("a fourth role",
                      [](Bytes& p) {
                        replace(p, Bytes{0x06, 0xa3, 0x01}, Bytes{0x06, 0xa4, 0x01});
                        append(p, Bytes{0x04, 0x00});
                      }),
                  row("a key of another curve",
                      [](Bytes& p) {
                        const Bytes curve = {0x20, 0x06};
                        const auto at = std::find_end(p.begin(), p.end(), curve.begin(), curve.end());
                        at[1] = 0x04;
                      }),
              });
}

TEST_CASE("the maker of a root is told what a reader would refuse") {
  const Authority authority;
  const auto checked = [&](const std::function<void(trust::RootContent&)>& spoil) {
    auto root = authority.root();
    spoil(root);
    return word_of(trust::check_root(root));
  };
  CHECK(checked([](auto&) {}) == "accepted");
  CHECK(checked([](auto& r) { r.version = 0; }) == "trust-form");
  CHECK(checked([](auto& r) { r.epoch = 0; }) == "trust-form");
  CHECK(checked([](auto& r) { r.epoch = cbor::kMaxVersion + 1; }) == "trust-form");
  CHECK(checked([](auto& r) { r.expires = r.issued; }) == "trust-form");
  for (auto role : {&trust::RootContent::root, &trust::RootContent::issuers, &trust::RootContent::head}) {
    CHECK(checked([&](auto& r) { (r.*role).threshold = 0; }) == "threshold");
    CHECK(checked([&](auto& r) { (r.*role).threshold = (r.*role).keys.size() + 1; }) == "threshold");
    CHECK(checked([&](auto& r) { (r.*role).keys.push_back((r.*role).keys.front()); }) == "duplicate-key");
    CHECK(checked([&](auto& r) { (r.*role).keys.push_back(r.root.keys.back()); }) == "duplicate-key");
  }
}

TEST_CASE("each rule of the next root, broken once, refuses the bundle") {
  const Authority authority;
  const auto fresh = three_keys();
  const std::vector<Attack> attacks = {
      {"one signature where two must be", Reason::kThreshold,
       [](const auto& a, Release& r) { r.root_signers = {a.root_keys[0].get()}; }},
      {"new root keys, signed by the old ones only", Reason::kThreshold,
       [&](const auto&, Release& r) { r.root.root = role_of(2, fresh); }},
      {"new root keys, signed by the new ones only", Reason::kThreshold,
       [&](const auto&, Release& r) {
         r.root.root = role_of(2, fresh);
         r.root_signers = {fresh[0].get(), fresh[1].get()};
       }},
      {"new root keys, one signature short of the new threshold", Reason::kThreshold,
       [&](const auto& a, Release& r) {
         r.root.root = role_of(2, fresh);
         r.root_signers = {a.root_keys[0].get(), a.root_keys[1].get(), fresh[0].get()};
       }},
      {"the threshold rises to 3, two sign", Reason::kThreshold,
       [](const auto&, Release& r) { r.root.root.threshold = 3; }},
      {"enough signatures and one by a stranger", Reason::kUnknownKey,
       [&](const auto&, Release& r) { r.root_signers.push_back(fresh[0].get()); }},
      {"signed by the issuers role", Reason::kUnknownKey,
       [](const auto& a, Release& r) {
         r.root_signers = {a.issuers_keys[0].get(), a.issuers_keys[1].get()};
       }},
      {"signed by the head key", Reason::kUnknownKey,
       [](const auto& a, Release& r) { r.root_signers = {a.head_key.get()}; }},
      {"a threshold of 0", Reason::kThreshold, [](const auto&, Release& r) { r.root.head.threshold = 0; }},
      {"a threshold over the number of keys", Reason::kThreshold,
       [](const auto&, Release& r) { r.root.issuers.threshold = 4; }},
      {"a role without keys", Reason::kThreshold, [](const auto&, Release& r) { r.root.head.keys.clear(); }},
      {"one key twice in a role, for a threshold of 2 by one person", Reason::kDuplicateKey,
       [](const auto&, Release& r) { r.root.issuers.keys[1] = r.root.issuers.keys[0]; }},
      {"one key in two roles", Reason::kDuplicateKey,
       [](const auto&, Release& r) { r.root.issuers.keys[2] = r.root.root.keys[2]; }},
      {"a version skipped", Reason::kVersionGap, [](const auto&, Release& r) { r.root.version = 3; }},
      {"another environment", Reason::kWrongEnvironment,
       [](const auto&, Release& r) { r.root.environment = trust::Environment::kProduction; }},
      {"new head keys in the same epoch", Reason::kTrustForm,
       [&](const auto&, Release& r) { r.root.head.keys.push_back(fresh[0]->public_key()); }},
      {"expires when it is issued", Reason::kTrustForm,
       [](const auto&, Release& r) { r.root.expires = kNow; }},
      {"an epoch of 0", Reason::kTrustForm, [](const auto&, Release& r) { r.root.epoch = 0; }},
      {"an epoch over 2^53", Reason::kTrustForm,
       [](const auto&, Release& r) { r.root.epoch = cbor::kMaxVersion + 1; }},
      {"issued a day and a second from now", Reason::kIssuedInFuture,
       [](const auto&, Release& r) {
         r.root.issued = kNow + std::chrono::hours{24} + std::chrono::seconds{1};
       }},
      {"a member of the payload that no page names", Reason::kTrustForm,
       [](const auto&, Release& r) {
         r.alter_root_payload = [](Bytes& payload) {
           payload.front() = 0xa7;
           append(payload, Bytes{0x07, 0x00});
         };
       }},
      {"a member of the payload left out", Reason::kTrustForm,
       [](const auto&, Release& r) {
         r.alter_root_payload = [](Bytes& payload) {
           payload.front() = 0xa5;
           payload.erase(payload.begin() + 1, payload.begin() + 3);  // 01 02
         };
       }},
      {"a signature changed",
       Reason::kIssuerSignature,
       {},
       [](const auto&, SignedBundle& b) { b.roots[0].back() ^= 1; }},
      {"an issuers object in its place",
       Reason::kTyp,
       {},
       [](const auto&, SignedBundle& b) { b.roots[0] = b.issuers; }},
      {"another root of the version held", Reason::kEquivocation,
       [](const auto&, Release& r) { r.root.version = 1; }},
      {"signatures out of order",
       Reason::kCose,
       {},
       [](const auto& a, SignedBundle& b) {
         const auto sign = *cose::Sign::parse(b.roots[0], cose::Typ::kRoot, trust::kMaxRoot);
         std::vector<crypto::Signer*> signers = {a.root_keys[0].get(), a.root_keys[1].get()};
         if (cose::key_id(signers[0]->public_key()) < cose::key_id(signers[1]->public_key()))
           std::swap(signers[0], signers[1]);
         b.roots[0] = assemble_as_is(sign.self_asserted_payload(), signers);
       }},
      {"one signature twice",
       Reason::kCose,
       {},
       [](const auto& a, SignedBundle& b) {
         const auto sign = *cose::Sign::parse(b.roots[0], cose::Typ::kRoot, trust::kMaxRoot);
         b.roots[0] =
             assemble_as_is(sign.self_asserted_payload(), {a.root_keys[0].get(), a.root_keys[0].get()});
       }},
  };
  run_attacks(authority, authority.release(kHeldVersion, kHeldIssued), next_root(authority), attacks);
}

TEST_CASE("a root is followed to new root keys when both thresholds are met") {
  const Authority authority;
  const auto fresh = three_keys();
  TrustStore store(authority.sign(authority.release(1)));
  auto release = next_root(authority);
  release.root.root = role_of(3, fresh);
  release.root_signers = {authority.root_keys[1].get(), authority.root_keys[2].get(), fresh[0].get(),
                          fresh[1].get(), fresh[2].get()};
  REQUIRE(store.update(authority.sign(release)));
  CHECK(store.root().content().version == 2);
}

TEST_CASE("a chain of roots is followed one by one, and roots the store passed already are ignored") {
  const Authority authority;
  auto release = authority.release(1);
  auto bundle = authority.sign(release);
  TrustStore store(bundle);
  TrustStore late = store;
  std::vector<Bytes> chain = bundle.roots;
  for (std::uint64_t version = 2; version <= 4; ++version) {
    release.root.version = version;
    bundle = authority.sign(release);
    chain.push_back(bundle.roots.front());
  }
  bundle.roots = {chain[3]};
  CHECK(word_of(late.update(bundle)) == "version-gap");
  bundle.roots = {chain[0], chain[1], chain[3], chain[2]};
  CHECK(word_of(late.update(bundle)) == "version-gap");
  bundle.roots = chain;
  REQUIRE(store.update(bundle));
  CHECK(store.root().content().version == 4);

  SECTION("lower ones may even be damaged where their signatures stand") {
    bundle.roots[0].back() ^= 1;
    CHECK(word_of(store.update(bundle)) == "accepted");
  }
  SECTION("the signatures of the one held are not looked at") {
    bundle.roots = {chain[3]};
    bundle.roots[0].back() ^= 1;
    CHECK(word_of(store.update(bundle)) == "accepted");
  }
  SECTION("another payload under a version passed in this file is equivocation") {
    release.root.version = 3;
    release.root.expires -= std::chrono::days{1};
    bundle.roots.push_back(authority.sign(release).roots.front());
    CHECK(word_of(late.update(bundle)) == "equivocation");
  }
}

TEST_CASE("the first root meets its own threshold, and strangers who signed it too are ignored") {
  const Authority authority;
  const auto fresh = three_keys();
  auto release = authority.release(1);
  const auto open = [&] { return trust::Root::open_first(authority.sign(release).roots.front()); };
  REQUIRE(open());

  release.root_signers.push_back(fresh[0].get());
  CHECK(word_of(open()) == "accepted");
  release.root_signers = {authority.root_keys[0].get(), fresh[0].get()};
  CHECK(word_of(open()) == "threshold");
  release.root_signers = {fresh[0].get(), fresh[1].get()};
  CHECK(word_of(open()) == "threshold");

  release = authority.release(1);
  release.root.head.keys.push_back(release.root.root.keys.front());
  CHECK(word_of(open()) == "duplicate-key");
}

TEST_CASE("the next root stays in the environment of the one before it") {
  const Authority authority;
  const auto root = *trust::Root::open_first(authority.sign(authority.release(1)).roots.front());
  auto next = next_root(authority);
  next.root.environment = trust::Environment::kProduction;
  CHECK(word_of(trust::Root::open_next(authority.sign(next).roots.front(), root)) == "wrong-environment");
}

TEST_CASE("a first root over 64 KiB is refused") {
  CHECK(word_of(trust::Root::open_first(Bytes(trust::kMaxRoot + 1, 0))) == "cbor");
}

TEST_CASE("the epoch never falls") {
  const Authority authority;
  auto held = authority.release(1);
  held.root.epoch = 2;
  const auto root = *trust::Root::open_first(authority.sign(held).roots.front());
  auto next = next_root(authority);
  next.root.epoch = 2;
  CHECK(word_of(trust::Root::open_next(authority.sign(next).roots.front(), root)) == "accepted");
  next.root.epoch = 1;
  CHECK(word_of(trust::Root::open_next(authority.sign(next).roots.front(), root)) == "rollback");
}

TEST_CASE("the other roles' keys are those of the newest root, whatever was held before") {
  const Authority authority;
  const auto fresh = three_keys();
  TrustStore store(authority.sign(authority.release(1)));
  REQUIRE(store.update(authority.sign(authority.release(1))));
  auto release = next_root(authority);
  release.root.issuers = role_of(2, fresh);
  // The issuers held, signed by keys that the next root does not know, count no longer.
  CHECK(word_of(store.update(authority.sign(release))) == "unknown-key");
  release.issuers_signers = {fresh[0].get(), fresh[2].get()};
  CHECK(word_of(store.update(authority.sign(release))) == "accepted");
}

TEST_CASE("a root reads back as it was encoded") {
  const Authority authority;
  const auto bundle = authority.sign(authority.release(1));
  const auto root = *trust::Root::open_first(bundle.roots.front());
  CHECK(trust::encode(root.content()) == trust::encode(authority.root()));
  CHECK(root.identity() == crypto::sha256(trust::encode(authority.root())));
  CHECK(equal(root.message(), bundle.roots.front()));
}

}  // namespace cred::test
