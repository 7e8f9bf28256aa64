// SPDX-License-Identifier: Apache-2.0
// A change of root or issuers on its way between offline machines.
// Parser: libcred/src/trust/draft.cpp libcred/src/trust/spared_list.cpp
#include "cred/trust/draft.h"

#include "cred/trust/spared_list.h"
#include "fuzz/world.h"

namespace cred::fuzz {

namespace {

using trust::Draft;
constexpr auto kRoot = trust::DraftPart::kRoot;
constexpr auto kIssuers = trust::DraftPart::kIssuers;

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
  const auto settled = draft.settle();
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
  auto issuers = nothing_to_change();
  auto revoking = next_issuers();
  const auto spared =
      trust::encode_spared_list({crypto::sha256(as_bytes("a")), crypto::sha256(as_bytes("b"))});
  revoking.tombstones = {{cose::thumbprint(authority().permits_p256_key->public_key()), test::kNow, "stolen",
                          crypto::sha256(spared)}};
  must(issuers.propose(revoking).has_value() && issuers.add_spared_list(spared).has_value(), "seed");
  must(issuers.sign(kIssuers, *authority().issuers_keys[2]).has_value(), "seed");
  auto both = nothing_to_change();
  must(both.propose(next_root()).has_value() && both.propose(next_issuers()).has_value(), "seed");
  return {empty.encode(), root.encode(), issuers.encode(), both.encode()};
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
  CRED_PLANT(draft->next_issuers() && !draft->next_issuers()->policy.dual, draft->signatures(kIssuers) == 0);
  must_be_signable(*draft);
  draft->drop(kIssuers);
  must(!draft->next_issuers() && draft->spared_lists().empty(), "what is dropped is gone");
  return true;
}

}  // namespace cred::fuzz
