// SPDX-License-Identifier: Apache-2.0
// A change of root or issuers on its way between offline machines.
// Parser: libcred/src/trust/draft.cpp libcred/src/trust/spared_list.cpp libcred/src/cbor/reader.cpp
#include "cred/trust/draft.h"

#include "cred/trust/spared_list.h"
#include "fuzz/refused.h"
#include "fuzz/world.h"

namespace cred::fuzz {

namespace {

using trust::Draft;
using trust::DraftPart;
constexpr auto kRoot = DraftPart::kRoot;
constexpr auto kIssuers = DraftPart::kIssuers;

Draft nothing_to_change() {
  const auto root = *trust::Root::open_first(published().roots.front());
  return {root, *trust::Issuers::open(published().issuers, root)};
}

trust::RootContent next_root() {
  auto next = authority().root();
  next.version = 2;
  return next;
}

trust::IssuersContent next_issuers() {
  return authority().issuers(2, test::kNow);
}

/// A draft of one next part that nobody checked.
Bytes unchecked(DraftPart part, BytesView payload) {
  cbor::Encoder out;
  out.map(4).uint(1).uint(1).uint(2).bytes(published().roots.front()).uint(3).bytes(published().issuers);
  out.uint(part == kRoot ? 4 : 5).array(2).bytes(payload).array(0);
  return out.take();
}

const Bytes& spared_list() {
  static const Bytes list =
      trust::encode_spared_list({crypto::sha256(as_bytes("a")), crypto::sha256(as_bytes("b"))});
  return list;
}

/// A key is revoked, and two tokens of it are spared.
Draft revoking() {
  auto next = next_issuers();
  next.tombstones = {{cose::thumbprint(authority().permits_p256_key->public_key()), test::kNow, "stolen",
                      crypto::sha256(spared_list())}};
  auto draft = nothing_to_change();
  must(draft.propose(next).has_value() && draft.add_spared_list(spared_list()).has_value(), "seed");
  return draft;
}

/// The spared list is the last item of a draft.
Bytes with_spared_list(BytesView list) {
  auto draft = revoking().encode();
  draft.resize(draft.size() - cbor::Encoder().bytes(spared_list()).view().size());
  append(draft, cbor::Encoder().bytes(list).view());
  return draft;
}

/// What was read can be proposed, and then takes the signatures over.
void must_be_proposable(const Draft& draft) {
  Draft again(draft.root(), draft.issuers());
  must(draft.empty() == again.merge(draft).has_value(), "a copy of another change is refused");
  if (draft.next_root()) must(again.propose(*draft.next_root()).has_value(), "a root can be proposed");
  if (draft.next_issuers()) must(again.propose(*draft.next_issuers()).has_value(), "issuers can be proposed");
  for (const auto& list : draft.spared_lists()) {
    must(again.add_spared_list(list).has_value(), "a spared list can be added");
    std::vector<crypto::Digest> entries(list.size() / trust::kSparedEntry);
    for (std::size_t i = 0; i < entries.size(); ++i)
      std::ranges::copy(BytesView(list).subspan(i * trust::kSparedEntry, trust::kSparedEntry),
                        entries[i].begin());
    must(trust::encode_spared_list(entries) == list, "a spared list has one order");
  }
  must(again.merge(draft).has_value() && again.encode() == draft.encode(), "the same change, the same draft");
}

/// Every key of the authority signs: what is signed stays readable, and becomes current as far as it fits.
void must_be_signable(Draft draft) {
  const auto before = draft.encode();
  for (auto* key : test::pointers(authority().root_keys)) static_cast<void>(draft.sign(kRoot, *key));
  for (auto* key : test::pointers(authority().issuers_keys)) static_cast<void>(draft.sign(kIssuers, *key));
  const auto signed_file = draft.encode();
  const auto again = Draft::parse(signed_file);
  must(again && again->encode() == signed_file, "a draft that was signed is read again");
  auto merged = *Draft::parse(before);
  must(merged.merge(draft).has_value(), "copies of one draft unite");
  must(merged.signatures(kRoot) == draft.signatures(kRoot), "every signature is taken over");
  static const test::SignerKey stranger = [] {
    test::FixedRandom random("stranger");
    return test::make_key(random);
  }();
  must(!draft.sign(kRoot, *stranger) && !draft.sign(kIssuers, *stranger), "no stranger signs");
  const auto settled = draft.settle();
  must(!settled || settled->issuers || !draft.root_needs_issuers(), "no root without issuers under it");
  for (const auto part : {kRoot, kIssuers})
    for (const auto& quorum : draft.quorums(part))
      must(settled || !quorum.met() || draft.root_needs_issuers() || draft.next_root() != nullptr,
           "issuers that have their signatures become current");
  if (settled) {
    must(settled->root.has_value() || settled->issuers.has_value(), "what settles is something");
    must(settled->rest.encode() != signed_file, "what settled is no longer in the draft");
  }
}

}  // namespace

std::vector<Bytes> seeds() {
  auto empty = nothing_to_change();
  auto root = nothing_to_change();
  must(root.propose(next_root()).has_value() && root.sign(kRoot, *authority().root_keys[0]).has_value(),
       "seed");
  auto issuers = revoking();
  must(issuers.sign(kIssuers, *authority().issuers_keys[2]).has_value(), "seed");
  auto both = nothing_to_change();
  must(both.propose(next_root()).has_value() && both.propose(next_issuers()).has_value(), "seed");
  return {empty.encode(), root.encode(), issuers.encode(), both.encode()};
}

std::vector<Refused> refused() {
  auto root = next_root();
  root.version = 3;
  auto epoch = next_root();
  epoch.head.keys.push_back(authority().log_key->public_key());
  auto issuers = next_issuers();
  issuers.version = 3;
  auto production = next_issuers();
  production.environment = trust::Environment::kProduction;
  const auto& list = spared_list();
  Bytes turned(list.begin() + trust::kSparedEntry, list.end());
  append(turned, BytesView(list).first(trust::kSparedEntry));
  return {{"a root version left out", unchecked(kRoot, trust::encode(root))},
          {"head keys changed within an epoch", unchecked(kRoot, trust::encode(epoch))},
          {"an issuers version left out", unchecked(kIssuers, trust::encode(issuers))},
          {"issuers of another environment", unchecked(kIssuers, trust::encode(production))},
          {"a spared list out of order", with_spared_list(turned)},
          {"a spared list with half an entry", with_spared_list(BytesView(list).first(24))},
          {"a spared list that no tombstone names", with_spared_list(BytesView(list).first(16))}};
}

bool accepts(BytesView input) {
  auto draft = Draft::parse(input);
  if (!draft) {
    must_be_plain(draft.error().detail);
    return false;
  }
  must(equal(draft->encode(), input), "a draft encodes to the same octets");
  must(!draft->next_root() || draft->next_root()->version == draft->root().content().version + 1,
       "a version rises by one");
  CRED_PLANT(draft->next_issuers() && draft->signatures(kIssuers) == 0,
             draft->next_issuers()->policy.clock_tolerance < 200);
  must_be_proposable(*draft);
  must_be_signable(*draft);
  draft->drop(kIssuers);
  must(!draft->next_issuers() && draft->spared_lists().empty(), "what is dropped is gone");
  draft->drop(kRoot);
  must(draft->empty(), "nothing is left to change");
  return true;
}

}  // namespace cred::fuzz
