// SPDX-License-Identifier: Apache-2.0
// The payload of an issuers object, signed by the keys of the example authority.
// Parser: libcred/src/trust/issuers.cpp libcred/src/trust/policy_form.h libcred/src/trust/form.h
#include "cred/trust/issuers.h"

#include "fuzz/refused.h"
#include "fuzz/world.h"
#include "trust/content.h"

namespace cred::fuzz {

namespace {

const trust::Root& root() {
  static const trust::Root root = *trust::Root::open_first(published().roots.front());
  return root;
}

Result<trust::Issuers> opened(BytesView payload) {
  const auto signers = test::pointers(authority().issuers_keys);
  return trust::Issuers::open(sign_any(cose::Typ::kIssuers, payload, {signers[0], signers[2]}), root());
}

struct Alteration {
  const char* wrong;
  void (*make)(trust::IssuersContent& content);
};

constexpr Alteration kAlterations[] = {
    {"a permits entry without a prefix", [](auto& content) { content.entries[0].status_prefix = ""; }},
    {"a log entry with a prefix", [](auto& content) { content.entries[4].status_prefix = "CN-110000:"; }},
    {"a prefix that no list can have", [](auto& content) { content.entries[0].status_prefix = "CN 110000"; }},
    {"an entry without a category", [](auto& content) { content.entries[0].categories.clear(); }},
    {"an entry without a region", [](auto& content) { content.entries[0].regions.clear(); }},
    {"a category twice", [](auto& content) { content.entries[0].categories = {1, 1}; }},
    {"a category that is not there", [](auto& content) { content.entries[0].categories = {4}; }},
    {"a lifetime of a register", [](auto& content) { content.entries[3].max_lifetime = 1; }},
    {"an empty window", [](auto& content) { content.entries[0].sign_until = content.entries[0].sign_from; }},
    {"a colon in iss", [](auto& content) { content.entries[0].iss = "CN:110000"; }},
    {"one key twice", [](auto& content) { content.entries[1].key = content.entries[0].key; }},
    {"a key of the root role",
     [](auto& content) { content.entries[1].key = authority().root_keys[0]->public_key(); }},
    {"a reason on two lines", [](auto& content) { content.tombstones[0].reason = "a\nb"; }},
    {"two tombstones of one key", [](auto& content) { content.tombstones[1] = content.tombstones[0]; }},
    {"expired when issued", [](auto& content) { content.expires = content.issued; }},
    {"another environment", [](auto& content) { content.environment = trust::Environment::kProduction; }},
};

trust::IssuersContent with_tombstones() {
  auto revoked = authority().issuers(1, test::kNow);
  for (const auto* key : {&authority().permits_key, &authority().permits_p256_key})
    revoked.tombstones.push_back(
        {cose::thumbprint((*key)->public_key()), test::kNow, "stolen", std::nullopt});
  revoked.tombstones.back().spared_list = crypto::Digest{};
  return revoked;
}

/// What follows keeps every tombstone.
void must_be_kept(const trust::Issuers& issuers) {
  auto next = issuers.content();
  must(trust::check_tombstones_kept(next, issuers).has_value(), "what is kept is there");
  if (next.tombstones.empty()) return;
  next.tombstones.pop_back();
  must(!trust::check_tombstones_kept(next, issuers), "no tombstone is left out");
}

}  // namespace

std::vector<Bytes> seeds() {
  const auto first = authority().issuers(1, test::kNow);
  auto smallest = first;
  smallest.entries.erase(smallest.entries.begin() + 1, smallest.entries.end());
  auto none = first;
  none.entries.clear();
  return {trust::encode(first), trust::encode(with_tombstones()), trust::encode(smallest),
          trust::encode(none)};
}

std::vector<Refused> refused() {
  std::vector<Refused> all;
  for (const auto& [wrong, make] : kAlterations) {
    auto content = with_tombstones();
    make(content);
    all.push_back({wrong, trust::encode(content)});
  }
  return all;
}

bool accepts(BytesView input) {
  const auto issuers = opened(input);
  if (!issuers) return false;
  const auto& content = issuers->content();
  must(trust::check_issuers(content, root().content()).has_value(), "what is read obeys the maker's rules");
  for (const auto& entry : content.entries) {
    must(issuers->holds(entry.key), "every entry is found");
    must(trust::purpose_from(trust::name(entry.purpose)) == entry.purpose, "a purpose has one word");
  }
  must_be_kept(*issuers);
  for (const auto& tombstone : content.tombstones)
    must(issuers->tombstone_of(tombstone.key) != nullptr, "every tombstone is found");
  // Tombstones are kept in another order than they came in, nothing else is.
  const auto encoded = trust::encode(content);
  must(encoded.size() == input.size(), "nothing is lost in reading");
  must(content.tombstones.size() > 1 || equal(encoded, input), "issuers encode to the same octets");
  const auto again = opened(encoded);
  must(again && trust::encode(again->content()) == encoded, "what we write we read");
  CRED_PLANT(!content.policy.dual, content.entries.size() == 4);
  return true;
}

}  // namespace cred::fuzz
