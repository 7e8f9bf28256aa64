// SPDX-License-Identifier: Apache-2.0
// The payload of a head, signed by the key of the example authority.
// Parser: libcred/src/trust/head.cpp libcred/src/trust/member_form.h
#include "cred/trust/head.h"

#include "fuzz/world.h"

namespace cred::fuzz {

namespace {

const trust::Root& root() {
  static const trust::Root root = *trust::Root::open_first(published().roots.front());
  return root;
}

const trust::Issuers& issuers() {
  static const trust::Issuers issuers = *trust::Issuers::open(published().issuers, root());
  return issuers;
}

trust::HeadContent content() {
  return {.version = 1,
          .issued = test::kNow,
          .expires = test::kNow + std::chrono::days{30},
          .environment = trust::Environment::kTest,
          .root_version = 1,
          .issuers_version = 1,
          .issuers_hash = issuers().identity(),
          .members = {}};
}

}  // namespace

std::vector<Bytes> seeds() {
  auto full = content();
  using enum trust::MemberKind;
  for (const auto kind : {kStatusList, kRegister, kCodeTable, kSparedList, kLogHead})
    full.members.push_back({kind, "CN-110000:1", 3, 1000, crypto::Digest{}});
  return {trust::encode(content()), trust::encode(full)};
}

bool accepts(BytesView input) {
  const auto head =
      trust::Head::open(sign_any(cose::Typ::kHead, input, {authority().head_key.get()}), root(), issuers());
  if (!head) return false;
  must(trust::check_head(head->content()).has_value(), "what is read obeys the maker's rules");
  must(equal(trust::encode(head->content()), input), "a head encodes to the same octets");
  must(head->content().issuers_hash == issuers().identity(), "a head names its issuers");
  for (const auto& member : head->content().members)
    must(head->find(member.kind, member.name) == &member, "kind and name are unique");
  CRED_PLANT(head->content().members.size() == 4, head->content().members[0].length == 0);
  return true;
}

}  // namespace cred::fuzz
