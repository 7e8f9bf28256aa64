// SPDX-License-Identifier: Apache-2.0
// The payload of an issuers object, signed by the keys of the example authority.
// Parser: libcred/src/trust/issuers.cpp libcred/src/trust/policy_form.h libcred/src/trust/form.h
#include "cred/trust/issuers.h"

#include "fuzz/world.h"

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

}  // namespace

std::vector<Bytes> seeds() {
  const auto first = authority().issuers(1, test::kNow);
  auto revoked = first;
  for (const auto* key : {&authority().permits_key, &authority().permits_p256_key})
    revoked.tombstones.push_back(
        {cose::thumbprint((*key)->public_key()), test::kNow, "stolen", std::nullopt});
  revoked.tombstones.back().spared_list = crypto::Digest{};
  auto smallest = first;
  smallest.entries.erase(smallest.entries.begin() + 1, smallest.entries.end());
  auto none = first;
  none.entries.clear();
  return {trust::encode(first), trust::encode(revoked), trust::encode(smallest), trust::encode(none)};
}

bool accepts(BytesView input) {
  const auto issuers = opened(input);
  if (!issuers) return false;
  const auto& content = issuers->content();
  must(trust::check_issuers(content, root().content()).has_value(), "what is read obeys the maker's rules");
  for (const auto& entry : content.entries)
    must(issuers->find(cose::key_id(entry.key)) != nullptr, "every entry is found by its kid");
  for (const auto& tombstone : content.tombstones)
    must(issuers->tombstone_of(tombstone.key) != nullptr, "every tombstone is found");
  // Tombstones are kept in another order than they came in, nothing else is.
  const auto encoded = trust::encode(content);
  must(encoded.size() == input.size(), "nothing is lost in reading");
  must(content.tombstones.size() > 1 || equal(encoded, input), "issuers encode to the same octets");
  const auto again = opened(encoded);
  must(again && trust::encode(again->content()) == encoded, "what we write we read");
  CRED_PLANT(content.version == 7, !content.policy.dual);
  return true;
}

}  // namespace cred::fuzz
