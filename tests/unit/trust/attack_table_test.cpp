// SPDX-License-Identifier: Apache-2.0
// The attacks on trust data in one table, each beside its twin: the same wish, made by those who may. The
// attack is refused for its own reason and the store is as it was; the twin is accepted. The run prints the
// table.
#include <cstdio>

#include "unit/trust/attack_table.h"

namespace cred::test {

namespace {

std::vector<Row> root_rows(const Authority& a, const Keys& k) {
  std::vector<Row> rows;
  const auto add = [&](const char* name, const char* refused_as, std::function<void(Release&)> attack,
                       std::function<void(Release&)> twin) {
    const auto with_root = [](auto change) {
      return Side{[change](Release& r) {
        next_root(r);
        change(r);
      }};
    };
    rows.push_back({name, refused_as, with_root(std::move(attack)), with_root(std::move(twin))});
  };
  const auto signers = [](Release& r, std::vector<crypto::Signer*> who) { r.root_signers = std::move(who); };
  const auto new_keys = [&k](Release& r) { r.root.root = role_of(2, k.made); };
  auto* const r0 = a.root_keys[0].get();
  auto* const r1 = a.root_keys[1].get();
  auto* const r2 = a.root_keys[2].get();

  add(
      "a thief of one root key signs the next root", "threshold", [=](Release& r) { signers(r, {r0}); },
      [=](Release& r) { signers(r, {r0, r2}); });
  add(
      "a thief of the old root keys names new ones", "threshold",
      [=](Release& r) { new_keys(r), signers(r, {r0, r1}); },
      [=, &k](Release& r) { new_keys(r), signers(r, {r0, r1, k[0], k[1]}); });
  add(
      "new root keys sign for themselves", "threshold",
      [=, &k](Release& r) { new_keys(r), signers(r, {k[0], k[1]}); },
      [=, &k](Release& r) { new_keys(r), signers(r, {r1, r2, k[1], k[2]}); });
  add(
      "a raised threshold is met only as it was", "threshold", [=](Release& r) { r.root.root.threshold = 3; },
      [=](Release& r) { r.root.root.threshold = 3, signers(r, {r0, r1, r2}); });
  add(
      "a lowered threshold is used at once", "threshold",
      [=](Release& r) { r.root.root.threshold = 1, signers(r, {r0}); },
      [=](Release& r) { r.root.root.threshold = 1, signers(r, {r0, r1}); });
  add("the next root skips a version", "version-gap", [](Release& r) { r.root.version = 3; }, next_root);
  add(
      "another root of the version held", "equivocation",
      [](Release& r) { r.root.version = 1, r.root.expires -= kSecond; },
      [](Release& r) { r.root.version = 1; });
  add(
      "a root of the other environment", "wrong-environment",
      [](Release& r) { r.root.environment = trust::Environment::kProduction; }, next_root);
  add(
      "the head key is exchanged without a new epoch", "trust-form",
      [&k](Release& r) { r.root.head.keys = {k.key(0)}, r.head_signers = {k[0]}; },
      [&k](Release& r) { r.root.head.keys = {k.key(0)}, r.head_signers = {k[0]}, r.root.epoch = 2; });
  add(
      "an epoch of 0", "trust-form", [](Release& r) { r.root.epoch = 0; },
      [](Release& r) { r.root.epoch = 9; });
  add(
      "one key stands twice to meet a threshold alone", "duplicate-key",
      [&k](Release& r) { r.root.issuers.keys = {k.key(0), k.key(0)}, r.issuers_signers = {k[0]}; },
      [&k](Release& r) { r.root.issuers.keys = {k.key(0), k.key(1)}, r.issuers_signers = {k[0], k[1]}; });
  add(
      "one key in two roles", "duplicate-key",
      [&](Release& r) { r.root.issuers.keys[2] = a.root_keys[0]->public_key(); },
      [&k](Release& r) { r.root.issuers.keys[2] = k.key(0); });
  add(
      "a threshold of 0", "threshold", [](Release& r) { r.root.issuers.threshold = 0; },
      [](Release& r) { r.root.issuers.threshold = 1; });
  add(
      "a stranger signs too", "unknown-key", [=, &k](Release& r) { signers(r, {r0, r1, k[0]}); },
      [=](Release& r) { signers(r, {r0, r1, r2}); });
  add(
      "a root from the day after tomorrow", "issued-in-future",
      [](Release& r) { r.root.issued = kNow + kDay + kSecond; },
      [](Release& r) { r.root.issued = kNow + kDay; });
  add(
      "a root that ends when it begins", "trust-form", [](Release& r) { r.root.expires = r.root.issued; },
      [](Release& r) { r.root.expires = r.root.issued + kSecond; });
  return rows;
}

std::vector<Row> issuers_rows(const Authority& a, const Keys& k) {
  const auto new_entry = [&](Release& r) {
    auto entry = r.issuers.entries[0];
    entry.key = k.key(0);
    r.issuers.entries.push_back(entry);
  };
  const auto held_tombstone = [&](Release& r) { r.issuers.tombstones = {tombstone(a.log_key)}; };
  const auto new_epoch = [&](Release& r) {
    next_root(r);
    r.root.epoch = 2;
    r.root.head.keys = {k.key(1)};
    r.head_signers = {k[1]};
  };
  return {
      {"a thief of the head key adds an issuer",
       "unknown-key",
       {[=, &a](Release& r) { new_entry(r), r.issuers_signers = {a.head_key.get()}; }},
       {new_entry}},
      {"a thief of one issuers key adds an issuer",
       "threshold",
       {[=, &a](Release& r) { new_entry(r), r.issuers_signers = {a.issuers_keys[0].get()}; }},
       {new_entry}},
      {"the root keys sign for the issuers role",
       "unknown-key",
       {[&](Release& r) { r.issuers_signers = pointers(a.root_keys); }},
       {[&](Release& r) { r.issuers_signers = pointers(a.issuers_keys); }}},
      {"older issuers", "rollback", {[](Release& r) { r.issuers.version = kHeldVersion - 1; }}, {}},
      {"other issuers of the version held",
       "equivocation",
       {[](Release& r) { r.issuers.version = kHeldVersion; }},
       {[](Release& r) { r.issuers.version = kHeldVersion, r.issuers.issued = kHeldIssued; }}},
      {"a withdrawn key comes back", "tombstone-missing", {}, {held_tombstone}, held_tombstone},
      {"a withdrawn key comes back with a new epoch",
       "tombstone-missing",
       {new_epoch},
       {[=](Release& r) { new_epoch(r), held_tombstone(r); }},
       held_tombstone},
      {"a root key among the entries",
       "duplicate-key",
       {[&](Release& r) { r.issuers.entries[0].key = a.root_keys[0]->public_key(); }},
       {[&](Release& r) { r.issuers.entries[0].key = k.key(0); }}},
      {"one key for two purposes",
       "duplicate-key",
       {[](Release& r) { r.issuers.entries[4].key = r.issuers.entries[0].key; }},
       {[&](Release& r) { r.issuers.entries[4].key = k.key(0); }}},
      {"issuers of the other environment",
       "wrong-environment",
       {[](Release& r) { r.issuers.environment = trust::Environment::kProduction; }},
       {}},
      {"issuers from the day after tomorrow",
       "issued-in-future",
       {[](Release& r) { r.issuers.issued = kNow + kDay + kSecond; }},
       {[](Release& r) { r.issuers.issued = kNow + kDay; }}},
      {"a version over 2^53 that nobody can follow",
       "trust-form",
       {[](Release& r) { r.issuers.version = cbor::kMaxVersion + 1; }},
       {[](Release& r) { r.issuers.version = cbor::kMaxVersion; }}},
      {"a spared list out of order", "trust-form", with_spared(a, spared({2, 1})),
       with_spared(a, spared({1, 2}))},
      {"a spared list with a repeat", "trust-form", with_spared(a, spared({1, 1})),
       with_spared(a, spared({1}))},
  };
}

std::vector<Row> head_rows(const Authority& a, const Keys& k) {
  using Head = trust::HeadContent;
  const auto members = [](auto change) { return head([change](Head& h) { change(h.members.front()); }); };
  const auto code_table = [](std::string name) {
    return trust::Member{trust::MemberKind::kCodeTable, std::move(name), 1, 3,
                         crypto::sha256(as_bytes("abc"))};
  };
  return {
      {"the status key signs a head",
       "unknown-key",
       {[&](Release& r) { r.head_signers = {a.status_key.get()}; }},
       {}},
      {"a stranger signs a head", "unknown-key", {[&](Release& r) { r.head_signers = {k[0]}; }}, {}},
      {"an older head", "rollback", head([](Head& h) { h.version = kHeldVersion - 1; }), {}},
      {"another head of the version held",
       "equivocation",
       head([](Head& h) { h.version = kHeldVersion; }),
       {}},
      {"a head for other issuers", "member-hash", head([](Head& h) { h.issuers_hash[0] ^= 1; }), {}},
      {"a head for older issuers",
       "member-hash",
       head([](Head& h) { h.issuers_version = kHeldVersion; }),
       {}},
      {"a head for a root that is not there",
       "version-gap",
       head([](Head& h) { h.root_version = 2; }),
       {next_root}},
      {"a head of the other environment",
       "wrong-environment",
       head([](Head& h) { h.environment = trust::Environment::kProduction; }),
       {}},
      {"a head from the day after tomorrow", "issued-in-future",
       head([](Head& h) { h.issued = kNow + kDay + kSecond; }),
       head([](Head& h) { h.issued = kNow + kDay; })},
      {"a head that ended before it began", "trust-form", head([](Head& h) { h.expires = h.issued; }),
       head([](Head& h) { h.expires = h.issued + kSecond; })},
      {"fast forward beyond 2^53", "trust-form", head([](Head& h) { h.version = cbor::kMaxVersion + 1; }),
       head([](Head& h) { h.version = cbor::kMaxVersion; })},
      {"an older version of a list", "rollback", members([](auto& m) { m.version = kHeldVersion - 1; }), {}},
      {"another list of the version held",
       "equivocation",
       members([](auto& m) { m.version = kHeldVersion; }),
       {[&](Release& r) { r.lists = {a.list_release(1, kHeldVersion, kHeldIssued)}; }}},
      {"a member longer than it is", "member-hash", members([](auto& m) { ++m.length; }), {}},
      {"one name for two members", "trust-form",
       head([=](Head& h) { h.members.insert(h.members.end(), {code_table("x"), code_table("x")}); }),
       head([=](Head& h) { h.members.insert(h.members.end(), {code_table("x"), code_table("y")}); })},
      {"a name with a backslash; one with dots and slashes is only a name", "trust-form",
       head([=](Head& h) { h.members.push_back(code_table("..\\x")); }),
       head([=](Head& h) { h.members.push_back(code_table("../../etc/x")); })},
  };
}

std::vector<Row> list_rows(const Authority& a, const Keys& k) {
  const auto list = [](auto change) { return Side{[change](Release& r) { change(r.lists.front()); }}; };
  const auto claims = [&a](ListRelease& l, Instant iat) {
    l.claims = a.list().claims(l.name, iat, std::nullopt);
  };
  return {
      {"the permits key signs a status list",
       "wrong-purpose",
       list([&](auto& l) { l.signer = a.permits_key.get(); }),
       {}},
      {"a stranger signs a status list", "unknown-key", list([&](auto& l) { l.signer = k[0]; }), {}},
      {"a withdrawn key signs a status list",
       "key-revoked",
       {[&](Release& r) { r.issuers.tombstones = {tombstone(a.status_key)}; }},
       {[&](Release& r) { r.issuers.tombstones = {tombstone(a.log_key)}; }}},
      {"a status list signed before the key's window", "outside-signing-window",
       list([=](auto& l) { claims(l, kBegin - kSecond); }), list([=](auto& l) { claims(l, kBegin); })},
      {"a status list from the day after tomorrow", "issued-in-future",
       list([=](auto& l) { claims(l, kNow + kDay + kSecond); }),
       list([=](auto& l) { claims(l, kNow + kDay); })},
      {"another authority's key signs our list",
       "wrong-issuer-name",
       {[](Release& r) { r.issuers.entries[2].iss = "CN-120000"; }},
       {}},
      {"a list under the name of another", "claims", list([&](auto& l) { l.name = a.list_uri(2); }),
       list([&](auto& l) { l = a.list_release(2, 6, kNow); })},
  };
}

std::vector<Row> file_rows(const Authority& a) {
  const auto old = [&] { return a.sign(a.release(kHeldVersion, kHeldIssued)); };
  return {
      {"a list is left out of the file", "member-missing", file([](auto& b) { b.members.clear(); }), {}},
      {"the list of the bundle before",
       "member-unlisted",
       file([=](auto& b) { b.members = old().members; }),
       {}},
      {"the head of the bundle before", "member-hash", file([=](auto& b) { b.head = old().head; }), {}},
      {"the issuers of the bundle before",
       "member-hash",
       file([=](auto& b) { b.issuers = old().issuers; }),
       {}},
      {"the whole bundle before the one held", "rollback",
       file([&](auto& b) { b = a.sign(a.release(kHeldVersion - 1, kHeldIssued)); }),
       file([=](auto& b) { b = old(); })},
      {"octets that no member names", "member-unlisted", file([](auto& b) { b.members.push_back({1}); }), {}},
      {"a member twice", "member-unlisted", file([](auto& b) { b.members.push_back(b.members[0]); }), {}},
      {"a bit of a list", "member-unlisted", file([](auto& b) { b.members[0][99] ^= 1; }), {}},
      {"a bit of a head's signature", "issuer-signature", file([](auto& b) { b.head.back() ^= 1; }), {}},
      {"a head in the place of issuers", "typ", file([](auto& b) { b.issuers = b.head; }), {}},
      {"issuers cut short", "cbor", file([](auto& b) { b.issuers.pop_back(); }), {}},
      {"another authority under our root",
       "unknown-key",
       file([&](auto& b) {
         const Authority other("other authority");
         const auto roots = b.roots;
         b = other.sign(other.release(kHeldVersion + 1));
         b.roots = roots;
       }),
       {}},
  };
}

std::string outcome(const Authority& authority, const TrustStore& store, const Side& side) {
  auto release = authority.release(kHeldVersion + 1);
  side.change(release);
  auto bundle = authority.sign(release);
  side.change_file(bundle);
  auto tried = store;
  const auto result = tried.update(bundle);
  const bool kept = tried.bundle().head().identity() == store.bundle().head().identity();
  INFO((result ? "" : result.error().detail));
  CHECK((result.has_value() || kept));
  return word_of(result);
}

}  // namespace

TEST_CASE("every attack on trust data is refused for its own reason, and its twin is accepted") {
  const Authority authority;
  const Keys keys;
  std::size_t count = 0;
  std::size_t good = 0;
  std::printf("| attack | refused as | twin |\n|---|---|---|\n");
  for (const auto& rows : {root_rows(authority, keys), issuers_rows(authority, keys),
                           head_rows(authority, keys), list_rows(authority, keys), file_rows(authority)}) {
    for (const auto& row : rows) {
      INFO(row.name);
      auto held = authority.release(kHeldVersion, kHeldIssued);
      row.held(held);
      TrustStore store(authority.sign(held));
      REQUIRE(word_of(store.update(authority.sign(held))) == "accepted");
      const auto attack = outcome(authority, store, row.attack);
      const auto twin = outcome(authority, store, row.twin);
      CHECK(attack == row.refused_as);
      CHECK(twin == "accepted");
      ++count;
      if (attack == row.refused_as && twin == "accepted") ++good;
      std::printf("| %s | %s | %s |\n", row.name, attack.c_str(), twin.c_str());
    }
  }
  std::printf("attacks on trust data: %zu/%zu\n", good, count);
  CHECK(count >= 60);
}

}  // namespace cred::test
