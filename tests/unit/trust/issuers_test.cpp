// SPDX-License-Identifier: Apache-2.0
#include "cred/trust/issuers.h"

#include "unit/trust/attack.h"

namespace cred::test {

namespace {

using Issuers = trust::IssuersContent;

trust::Tombstone tombstone_of(const SignerKey& key) {
  return {cose::thumbprint(key->public_key()), kHeldIssued, "stolen", std::nullopt};
}

Region region(std::uint64_t code) {
  return *Region::from_number(code, Reason::kRequest);
}

/// A row that changes the content of the issuers object before its rightful keys sign it.
Attack content(std::string name, Reason reason, std::function<void(Issuers&)> spoil) {
  return {std::move(name), reason, [spoil](const auto&, Release& release) { spoil(release.issuers); }};
}

/// A row that changes the encoding, for what no content can say.
Attack payload(std::string name, Reason reason, std::function<void(Bytes&)> spoil) {
  return {std::move(name), reason,
          [spoil](const auto&, Release& release) { release.alter_issuers_payload = spoil; }};
}

// In the order of Authority::issuers.
constexpr std::size_t kPermits = 0;
constexpr std::size_t kStatus = 2;
constexpr std::size_t kRegister = 3;
constexpr std::size_t kLog = 4;

}  // namespace

TEST_CASE("each rule of who signs issuers, broken once, refuses the bundle") {
  run_attacks({
      {"one signature where two must be", Reason::kThreshold,
       [](const auto& a, Release& r) { r.issuers_signers = {a.issuers_keys[2].get()}; }},
      {"signed by the head key", Reason::kUnknownKey,
       [](const auto& a, Release& r) { r.issuers_signers = {a.head_key.get()}; }},
      {"signed by the root keys", Reason::kUnknownKey,
       [](const auto& a, Release& r) { r.issuers_signers = {a.root_keys[0].get(), a.root_keys[1].get()}; }},
      {"enough signatures and one by a stranger", Reason::kUnknownKey,
       [](const auto& a, Release& r) { r.issuers_signers.push_back(a.permits_key.get()); }},
      {"a signature changed",
       Reason::kIssuerSignature,
       {},
       [](const auto&, SignedBundle& b) { b.issuers.back() ^= 1; }},
      {"a head in its place", Reason::kTyp, {}, [](const auto&, SignedBundle& b) { b.issuers = b.head; }},
      {"cut short", Reason::kCbor, {}, [](const auto&, SignedBundle& b) { b.issuers.pop_back(); }},
      {"an octet after its end",
       Reason::kCbor,
       {},
       [](const auto&, SignedBundle& b) { b.issuers.push_back(0); }},
      {"another environment", Reason::kWrongEnvironment,
       [](const auto&, Release& r) { r.issuers.environment = trust::Environment::kProduction; }},
      {"the version held with another content", Reason::kEquivocation,
       [](const auto&, Release& r) { r.issuers.version = kHeldVersion; }},
      {"a lower version", Reason::kRollback,
       [](const auto&, Release& r) { r.issuers.version = kHeldVersion - 1; }},
      {"a key of the root role among the entries", Reason::kDuplicateKey,
       [](const auto& a, Release& r) { r.issuers.entries[kPermits].key = a.root_keys[2]->public_key(); }},
      {"the head key among the entries", Reason::kDuplicateKey,
       [](const auto& a, Release& r) { r.issuers.entries[kStatus].key = a.head_key->public_key(); }},
      {"issued a day and a second from now", Reason::kIssuedInFuture,
       [](const auto&, Release& r) {
         r.issuers.issued = kNow + std::chrono::hours{24} + std::chrono::seconds{1};
       }},
  });
}

TEST_CASE("each rule of the issuers' content, broken once, refuses the bundle") {
  run_attacks({
      content("version 0", Reason::kTrustForm, [](Issuers& i) { i.version = 0; }),
      content("version over 2^53", Reason::kTrustForm, [](Issuers& i) { i.version = cbor::kMaxVersion + 1; }),
      content("expires when it is issued", Reason::kTrustForm, [](Issuers& i) { i.expires = i.issued; }),
      content("one key for two purposes", Reason::kDuplicateKey,
              [](Issuers& i) { i.entries[kStatus].key = i.entries[kPermits].key; }),
      content("an empty iss", Reason::kTrustForm, [](Issuers& i) { i.entries[kPermits].iss = ""; }),
      content("a colon in iss", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kPermits].iss = "CN:110000"; }),
      content("an empty name", Reason::kTrustForm, [](Issuers& i) { i.entries[kPermits].name_zh = ""; }),
      content("a control character in a name", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kPermits].name_en = "Bureau\x1b[2J"; }),
      content("a bidi override in a name", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kPermits].name_en = "Bureau\u202e"; }),
      content("a name of 256 octets", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kPermits].name_en = std::string(256, 'x'); }),
      content("an empty signing window", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kLog].sign_until = i.entries[kLog].sign_from; }),
      content("permits without a category", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kPermits].categories = {}; }),
      content("a category twice", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kPermits].categories = {1, 1}; }),
      content("a category 4", Reason::kTrustForm, [](Issuers& i) { i.entries[kPermits].categories = {4}; }),
      content("a category 0", Reason::kTrustForm, [](Issuers& i) { i.entries[kPermits].categories = {0}; }),
      content("permits without a region", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kPermits].regions = {}; }),
      content("a region twice", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kPermits].regions.push_back(region(110000)); }),
      content("permits without a lifetime", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kPermits].max_lifetime = 0; }),
      content("permits without a status prefix", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kPermits].status_prefix = ""; }),
      content("a status prefix with a space", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kPermits].status_prefix = "CN 110000"; }),
      content("a status prefix of 64 characters", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kStatus].status_prefix = std::string(64, 'x'); }),
      content("status without a prefix", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kStatus].status_prefix = ""; }),
      content("status with a category", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kStatus].categories = {1}; }),
      content("status with a region", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kStatus].regions = {region(110000)}; }),
      content("a register with a lifetime", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kRegister].max_lifetime = 1; }),
      content("a log with a prefix", Reason::kTrustForm,
              [](Issuers& i) { i.entries[kLog].status_prefix = "x"; }),
      content("fresh over stale", Reason::kTrustForm,
              [](Issuers& i) { i.policy.guard.fresh = i.policy.guard.stale + 1; }),
      {"one key with two tombstones", Reason::kTrustForm,
       [](const auto& a, Release& r) {
         r.issuers.tombstones = {tombstone_of(a.log_key), tombstone_of(a.log_key)};
       }},
      {"a tombstone without a reason", Reason::kTrustForm,
       [](const auto& a, Release& r) {
         r.issuers.tombstones = {tombstone_of(a.log_key)};
         r.issuers.tombstones.front().reason = "";
       }},
      payload("a member that no page names", Reason::kTrustForm,
              [](Bytes& p) {
                p.front() = 0xa8;
                append(p, Bytes{0x08, 0x00});
              }),
      payload("an environment 2", Reason::kTrustForm,
              [](Bytes& p) { replace(p, Bytes{0x04, 0x00, 0x05}, Bytes{4, 2, 5}); }),
      payload("a policy for a fifth role", Reason::kTrustForm,
              [](Bytes& p) {
                replace(p, Bytes{0x03, 0xa4, 0x65}, Bytes{0x03, 0xa5, 0x61, 'x', 0x83, 0, 0, 0, 0x65});
              }),
      payload("a role without a policy", Reason::kTrustForm,
              [](Bytes& p) {
                const Bytes guard = {0x65, 'g',  'u',  'a',  'r', 'd',  0x83, 0x1a, 0,
                                     9,    0x3a, 0x80, 0x1a, 0,   0x27, 0x8d, 0,    0};
                Bytes before = {0x03, 0xa4};
                append(before, guard);
                replace(p, before, Bytes{0x03, 0xa3});
              }),
      payload("a cut-over on 31 February", Reason::kTrustForm,
              [](Bytes& p) {
                // 20241201 and 20240231
                replace(p, Bytes{0x1a, 0x01, 0x34, 0xdb, 0x31}, Bytes{0x1a, 0x01, 0x34, 0xd7, 0x67});
              }),
      payload("a purpose 0", Reason::kTrustForm,
              [](Bytes& p) { replace(p, Bytes{5, 4, 6, 0x80}, Bytes{5, 0, 6, 0x80}); }),
      payload("a purpose 5", Reason::kTrustForm,
              [](Bytes& p) { replace(p, Bytes{5, 4, 6, 0x80}, Bytes{5, 5, 6, 0x80}); }),
      payload("an entry without its tenth member", Reason::kTrustForm,
              [](Bytes& p) {
                // The last entry, of the log, ends with an empty prefix; tombstones and policy follow.
                replace(p, Bytes{0x0a, 0x60, 0x06, 0x80, 0x07}, Bytes{0x0b, 0x60, 0x06, 0x80, 0x07});
              }),
  });
}

TEST_CASE("each fault in the form of the parts of issuers refuses the bundle") {
  // With the log's entry alone every pattern stands once.
  const auto row = [](std::string name, Bytes before, Bytes after) {
    return Attack{std::move(name), Reason::kTrustForm, [before, after](const auto&, Release& r) {
                    r.issuers.entries = {r.issuers.entries[kLog]};
                    r.alter_issuers_payload = [before, after](Bytes& p) { replace(p, before, after); };
                  }};
  };
  run_attacks({
      row("categories that are a map", {6, 0x80, 7, 0x80}, {6, 0xa0, 7, 0x80}),
      row("regions that are a map", {7, 0x80, 8}, {7, 0xa0, 8}),
      row("a region that is a text", {7, 0x80, 8}, {7, 0x81, 0x60, 8}),
      row("a region that is no code", {7, 0x80, 8}, {7, 0x81, 0x01, 8}),
      row("tombstones that are a map", {0x0a, 0x60, 6, 0x80, 7}, {0x0a, 0x60, 6, 0xa0, 7}),
      row("a tombstone that is a number", {0x0a, 0x60, 6, 0x80, 7}, {0x0a, 0x60, 6, 0x81, 0x00, 7}),
      row("an entry that is a number", {5, 0x81, 0xaa}, {5, 0x82, 0x00, 0xaa}),
      row("a lifetime that is negative", {9, 0x00, 0x0a}, {9, 0x20, 0x0a}),
      row("a signing window of three", {8, 0x82, 0x1a}, {8, 0x83, 0x00, 0x1a}),
      row("a dual that is a number", {2, 0xf5, 3}, {2, 0x01, 3}),
      row("a role policy of four", {0x65, 'g', 'u', 'a', 'r', 'd', 0x83, 0x1a, 0x00, 0x09},
          {0x65, 'g', 'u', 'a', 'r', 'd', 0x84, 0x00, 0x1a, 0x00, 0x09}),
      row("a policy that is an array", {7, 0xa4, 1}, {7, 0x88, 1}),
      row("a policy with a fifth member", {7, 0xa4, 1}, {7, 0xa5, 0, 0, 1}),
  });
  const auto tombstone_row = [](std::string name, Bytes before, Bytes after) {
    return Attack{std::move(name), Reason::kTrustForm, [before, after](const auto& a, Release& r) {
                    r.issuers.tombstones = {tombstone_of(a.log_key)};
                    r.alter_issuers_payload = [before, after](Bytes& p) { replace(p, before, after); };
                  }};
  };
  const Bytes reason = {0x03, 0x66, 's', 't', 'o', 'l', 'e', 'n'};
  run_attacks({
      tombstone_row("a tombstone with a fifth member", {0x81, 0xa3, 0x01, 0x58, 0x20},
                    {0x81, 0xa4, 0x00, 0x00, 0x01, 0x58, 0x20}),
      tombstone_row("a tombstone without a reason", reason, {0x03, 0x60}),
      tombstone_row("a tombstone's reason under another key", reason,
                    {0x05, 0x66, 's', 't', 'o', 'l', 'e', 'n'}),
  });
  Attack entries_as_map{"entries that are a map", Reason::kTrustForm, [](const auto&, Release& r) {
                          r.issuers.entries.clear();
                          r.alter_issuers_payload = [](Bytes& p) {
                            replace(p, Bytes{5, 0x80, 6}, Bytes{5, 0xa0, 6});
                          };
                        }};
  run_attacks({entries_as_map});
}

TEST_CASE("the maker of issuers is told what a reader would refuse") {
  const Authority authority;
  const auto checked = [&](const std::function<void(Issuers&)>& spoil) {
    auto issuers = authority.issuers(1, kNow);
    issuers.tombstones = {tombstone_of(authority.log_key)};
    spoil(issuers);
    return word_of(trust::check_issuers(issuers, authority.root()));
  };
  CHECK(checked([](auto&) {}) == "accepted");
  CHECK(checked([](auto& i) { i.entries[kPermits].categories = {3, 1}; }) == "accepted");
  CHECK(checked([](auto& i) { i.version = 0; }) == "trust-form");
  CHECK(checked([](auto& i) { i.version = cbor::kMaxVersion + 1; }) == "trust-form");
  CHECK(checked([](auto& i) { i.entries[kPermits].iss = ""; }) == "trust-form");
  CHECK(checked([](auto& i) { i.entries[kPermits].name_zh = "e\u0301"; }) == "trust-form");
  CHECK(checked([](auto& i) { i.entries[kPermits].name_en = "\x07"; }) == "trust-form");
  CHECK(checked([](auto& i) { i.tombstones[0].reason = "\n"; }) == "trust-form");
  CHECK(checked([](auto& i) { i.entries[kPermits].categories = {1, 4}; }) == "trust-form");
  CHECK(checked([&](auto& i) { i.entries[kLog].key = authority.head_key->public_key(); }) == "duplicate-key");
}

TEST_CASE("a tombstone held and not in the new issuers object refuses the bundle") {
  const Authority authority;
  auto held = authority.release(kHeldVersion, kHeldIssued);
  held.issuers.tombstones = {tombstone_of(authority.log_key), tombstone_of(authority.register_key)};
  auto next = authority.release(kHeldVersion + 1);
  next.issuers.tombstones = {tombstone_of(authority.permits_key), tombstone_of(authority.register_key),
                             tombstone_of(authority.log_key)};
  const auto lift = [](const auto&, Release& release) { release.issuers.tombstones.pop_back(); };
  run_attacks(
      authority, held, next,
      {{"a tombstone lifted", Reason::kTombstoneMissing, lift},
       {"a tombstone lifted in a new epoch", Reason::kTombstoneMissing, [&](const Authority& a, Release& r) {
          lift(a, r);
          r.root.version = 2;
          r.root.epoch = 2;
        }}});
}

TEST_CASE("an entry may leave without a tombstone, and its permits become unknown-key") {
  const Authority authority;
  auto release = authority.release(1);
  TrustStore store(authority.sign(release));
  REQUIRE(store.update(authority.sign(release)));
  const auto kid = cose::key_id(authority.permits_key->public_key());
  CHECK(store.bundle().issuers().find(kid) != nullptr);

  release = authority.release(2);
  release.issuers.entries.erase(release.issuers.entries.begin());
  REQUIRE(store.update(authority.sign(release)));
  CHECK(store.bundle().issuers().find(kid) == nullptr);
}

TEST_CASE("issuers read back as they were encoded, tombstones sorted") {
  const Authority authority;
  auto release = authority.release(1);
  auto& tombstones = release.issuers.tombstones;
  tombstones = {tombstone_of(authority.permits_key), tombstone_of(authority.register_key),
                tombstone_of(authority.log_key)};
  tombstones[1].spared_list = crypto::sha256(as_bytes("spared"));
  release.issuers.policy.checkpoint.minimum_binding = trust::MinimumBinding::kHolderProven;
  release.issuers.policy.dual = false;
  TrustStore store(authority.sign(release));
  REQUIRE(store.update(authority.sign(release)));

  const auto& issuers = store.bundle().issuers();
  CHECK(issuers.identity() == crypto::sha256(trust::encode(release.issuers)));
  std::ranges::sort(tombstones, {}, &trust::Tombstone::key);
  CHECK(trust::encode(issuers.content()) == trust::encode(release.issuers));
  for (const auto& tombstone : tombstones) {
    REQUIRE(issuers.tombstone_of(tombstone.key) != nullptr);
    CHECK(issuers.tombstone_of(tombstone.key)->spared_list == tombstone.spared_list);
  }
  CHECK(issuers.tombstone_of(cose::thumbprint(authority.status_key->public_key())) == nullptr);
}

TEST_CASE("issuers hold every key of an entry and its twin with the other sign, and no other key") {
  const Authority authority;
  TrustStore store(authority.sign(authority.release(1)));
  REQUIRE(store.update(authority.sign(authority.release(1))));
  const auto& issuers = store.bundle().issuers();
  for (const auto& entry : issuers.content().entries) CHECK(issuers.holds(entry.key));
  const auto& p256 = authority.permits_p256_key->public_key();
  CHECK(issuers.holds(*crypto::PublicKey::p256(p256.x(), p256.y_odd())));
  CHECK(issuers.holds(*crypto::PublicKey::p256(p256.x(), !p256.y_odd())));
  FixedRandom random("nobody's");
  for (const auto algorithm : {crypto::Algorithm::kEd25519, crypto::Algorithm::kEsp256})
    CHECK_FALSE(issuers.holds(make_key(random, algorithm)->public_key()));
}

TEST_CASE("words of purposes and roles go both ways") {
  for (const auto purpose :
       {trust::Purpose::kPermits, trust::Purpose::kStatus, trust::Purpose::kRegister, trust::Purpose::kLog})
    CHECK(trust::purpose_from(name(purpose)) == purpose);
  CHECK(!trust::purpose_from("permit"));
  const auto policy = trust::default_policy();
  for (const auto role : {trust::VerifierRole::kGuard, trust::VerifierRole::kEmployer,
                          trust::VerifierRole::kCheckpoint, trust::VerifierRole::kDepartment})
    CHECK(trust::verifier_role_from(name(role)) == role);
  CHECK(!trust::verifier_role_from("Guard"));
  CHECK(policy.of(trust::VerifierRole::kCheckpoint).stale == 7 * 86'400);
  CHECK(policy.of(trust::VerifierRole::kGuard).stale == 30 * 86'400);
}

}  // namespace cred::test
