// SPDX-License-Identifier: Apache-2.0
#include "cred/trust/head.h"

#include "unit/trust/attack.h"

namespace cred::test {

namespace {

using Head = trust::HeadContent;

/// A row that changes the head before its rightful key signs it: what a thief of the online key can do.
Attack content(std::string name, Reason reason, std::function<void(Head&)> spoil) {
  return {std::move(name), reason, [spoil](const auto&, Release& release) { release.alter_head = spoil; }};
}

trust::Member code_table(std::string name, std::uint64_t version = 1) {
  return {trust::MemberKind::kCodeTable, std::move(name), version, 3, crypto::sha256(as_bytes("abc"))};
}

}  // namespace

TEST_CASE("each rule of the head, broken once, refuses the bundle") {
  run_attacks({
      {"signed by an issuers key", Reason::kUnknownKey,
       [](const auto& a, Release& r) { r.head_signers = {a.issuers_keys[0].get()}; }},
      {"signed by the status key", Reason::kUnknownKey,
       [](const auto& a, Release& r) { r.head_signers = {a.status_key.get()}; }},
      {"a signature changed",
       Reason::kIssuerSignature,
       {},
       [](const auto&, SignedBundle& b) { b.head.back() ^= 1; }},
      {"issuers in its place", Reason::kTyp, {}, [](const auto&, SignedBundle& b) { b.head = b.issuers; }},
      content("another environment", Reason::kWrongEnvironment,
              [](Head& h) { h.environment = trust::Environment::kProduction; }),
      content("version 0", Reason::kTrustForm, [](Head& h) { h.version = 0; }),
      content("version over 2^53", Reason::kTrustForm, [](Head& h) { h.version = cbor::kMaxVersion + 1; }),
      content("a lower version", Reason::kRollback, [](Head& h) { h.version = kHeldVersion - 1; }),
      content("the version held with another content", Reason::kEquivocation,
              [](Head& h) { h.version = kHeldVersion; }),
      content("expires before it is issued", Reason::kTrustForm,
              [](Head& h) { h.expires = h.issued - std::chrono::seconds{1}; }),
      content("issued a day and a second from now", Reason::kIssuedInFuture,
              [](Head& h) { h.issued = kNow + std::chrono::hours{24} + std::chrono::seconds{1}; }),
      content("an older root", Reason::kTrustForm, [](Head& h) { h.root_version = 0; }),
      content("a newer root", Reason::kVersionGap, [](Head& h) { h.root_version = 2; }),
      content("another version of issuers", Reason::kMemberHash,
              [](Head& h) { h.issuers_version = kHeldVersion; }),
      content("other issuers", Reason::kMemberHash, [](Head& h) { h.issuers_hash[0] ^= 1; }),
      content("a member twice", Reason::kTrustForm, [](Head& h) { h.members.push_back(h.members.front()); }),
      content("two versions of a member", Reason::kTrustForm,
              [](Head& h) { h.members = {h.members.front(), code_table("x", 1), code_table("x", 2)}; }),
      content("a member version 0", Reason::kTrustForm, [](Head& h) { h.members.front().version = 0; }),
      content("a member name with a backslash", Reason::kTrustForm,
              [](Head& h) { h.members.push_back(code_table("..\\x")); }),
      content("an empty member name", Reason::kTrustForm,
              [](Head& h) { h.members.push_back(code_table("")); }),
      content("a member name of 65 characters", Reason::kTrustForm,
              [](Head& h) { h.members.push_back(code_table(std::string(65, 'x'))); }),
      content("a member over 1 GiB", Reason::kTrustForm,
              [](Head& h) { h.members.front().length = trust::kMaxMember + 1; }),
      content("4097 members", Reason::kTrustForm,
              [](Head& h) {
                for (std::size_t i = 0; i < trust::kMaxMembers; ++i)
                  h.members.push_back(code_table(std::to_string(i)));
              }),
      content("a member's length one too many", Reason::kMemberHash,
              [](Head& h) { ++h.members.front().length; }),
      content("a lower version of a member", Reason::kRollback,
              [](Head& h) { h.members.front().version = kHeldVersion - 1; }),
      content("a member's version held, with another hash", Reason::kEquivocation,
              [](Head& h) { h.members.front().version = kHeldVersion; }),
      {"a member of kind 6", Reason::kTrustForm,
       [](const auto&, Release& r) {
         r.alter_head_payload = [](Bytes& p) {
           replace(p, Bytes{0xa5, 0x01, 0x01}, Bytes{0xa5, 0x01, 0x06});
         };
       }},
      {"a member of kind 0", Reason::kTrustForm,
       [](const auto&, Release& r) {
         r.alter_head_payload = [](Bytes& p) {
           replace(p, Bytes{0xa5, 0x01, 0x01}, Bytes{0xa5, 0x01, 0x00});
         };
       }},
      {"a member of the payload that no page names", Reason::kTrustForm,
       [](const auto&, Release& r) {
         r.alter_head_payload = [](Bytes& p) {
           p.front() = 0xa9;
           append(p, Bytes{0x09, 0x00});
         };
       }},
  });
}

TEST_CASE("each fault in the form of a head's members refuses the bundle") {
  const auto row = [](std::string name, Bytes before, Bytes after) {
    return Attack{std::move(name), Reason::kTrustForm, [before, after](const auto&, Release& r) {
                    r.alter_head_payload = [before, after](Bytes& p) { replace(p, before, after); };
                  }};
  };
  run_attacks({
      row("a member that is a number", {8, 0x81, 0xa5}, {8, 0x82, 0x00, 0xa5}),
      row("a name that is bytes", {2, 0x6b, 'C', 'N'}, {2, 0x4b, 'C', 'N'}),
      row("a member with a sixth key", {8, 0x81, 0xa5, 1, 1}, {8, 0x81, 0xa6, 0, 0, 1, 1}),
      {"members that are a map", Reason::kTrustForm,
       [](const auto&, Release& r) {
         r.lists.clear();
         r.alter_head_payload = [](Bytes& p) { p.back() = 0xa0; };
       }},
  });
}

TEST_CASE("the maker of a head is told what a reader would refuse") {
  const auto checked = [](const std::function<void(Head&)>& spoil) {
    const Authority authority;
    auto head = authority.release(1).head;
    head.root_version = head.issuers_version = 1;
    head.members = {code_table("a"), code_table("b")};
    spoil(head);
    return word_of(trust::check_head(head));
  };
  CHECK(checked([](auto&) {}) == "accepted");
  CHECK(checked([](auto& h) { h.version = 0; }) == "trust-form");
  CHECK(checked([](auto& h) { h.expires = h.issued; }) == "trust-form");
  CHECK(checked([](auto& h) { h.root_version = 0; }) == "trust-form");
  CHECK(checked([](auto& h) { h.issuers_version = 0; }) == "trust-form");
  CHECK(checked([](auto& h) { h.members[0].version = cbor::kMaxVersion + 1; }) == "trust-form");
  CHECK(checked([](auto& h) { h.members[0].name = "b"; }) == "trust-form");
}

TEST_CASE("an old head under a newer root is refused") {
  const Authority authority;
  auto old = authority.sign(authority.release(1));
  TrustStore store(old);
  auto release = authority.release(2);
  release.root.version = 2;
  const auto newer = authority.sign(release);
  REQUIRE(store.update(newer));
  CHECK(word_of(store.update(old)) == "rollback");
  old.roots.push_back(newer.roots.front());
  CHECK(word_of(store.update(old)) == "rollback");
}

TEST_CASE("a head role of two needs both") {
  const Authority authority;
  FixedRandom random("second head key");
  const auto second = make_key(random);
  auto release = authority.release(1);
  release.root.head = {2, {authority.head_key->public_key(), second->public_key()}};
  TrustStore store(authority.sign(release));
  CHECK(word_of(store.update(authority.sign(release))) == "threshold");
  release.head_signers.push_back(second.get());
  CHECK(word_of(store.update(authority.sign(release))) == "accepted");
}

TEST_CASE("a head finds its members by kind and name") {
  const Authority authority;
  auto release = authority.release(1);
  release.head.members = {code_table("CN-110000:1", 9)};
  TrustStore store(authority.sign(release));
  REQUIRE(store.update(authority.sign(release)));
  const auto& head = store.bundle().head();
  REQUIRE(head.find(trust::MemberKind::kStatusList, "CN-110000:1") != nullptr);
  CHECK(head.find(trust::MemberKind::kStatusList, "CN-110000:1")->version == 1);
  CHECK(head.find(trust::MemberKind::kCodeTable, "CN-110000:1")->version == 9);
  CHECK(head.find(trust::MemberKind::kRegister, "CN-110000:1") == nullptr);
  CHECK(head.find(trust::MemberKind::kStatusList, "CN-110000:2") == nullptr);
}

}  // namespace cred::test
