// SPDX-License-Identifier: Apache-2.0
// One salted disclosure, and the group in it.
// Parser: libcred/src/sdcwt/disclosure.cpp libcred/src/credential/groups.cpp
// Parser: libcred/src/credential/form.cpp
// Longest: 512
#include "cred/sdcwt/disclosure.h"

#include "cred/credential/groups.h"
#include "fuzz/live.h"

namespace cred::fuzz {

std::vector<Bytes> seeds() {
  std::vector<Bytes> all;
  const auto draft = wallet_draft();
  for (const auto group : credential::kGroups) {
    const auto value = credential::encode(draft.permit(), group);
    all.push_back(sdcwt::encode_disclosure({1, 2, 3}, value, credential::number(group)));
  }
  return all;
}

bool accepts(BytesView input) {
  const auto disclosure = sdcwt::Disclosure::parse(input);
  if (!disclosure) return false;
  sdcwt::Salt salt{};
  std::copy(disclosure->salt.begin(), disclosure->salt.end(), salt.begin());
  must(equal(sdcwt::encode_disclosure(salt, disclosure->value.encoded(), disclosure->key), input),
       "a disclosure encodes to the same octets");
  const auto group = credential::group_from(disclosure->key);
  if (!group) return false;
  credential::ShownGroups shown;
  const auto read = credential::parse_group(*group, disclosure->value, shown);
  if (!read) {
    must_be_plain(read.error().detail);
    return false;
  }
  // The other groups of the draft stand in, so that the one read can be encoded again.
  auto draft = wallet_draft();
  auto permit = draft.permit();
  if (shown.name) permit.name = *shown.name;
  if (shown.identity) permit.identity = *shown.identity;
  if (shown.work) permit.work = *shown.work;
  if (shown.passport) permit.passport = *shown.passport;
  if (shown.record) permit.record = *shown.record;
  must(credential::check_wallet(permit).has_value(), "what is read obeys the maker's rules");
  must(equal(credential::encode(permit, *group), disclosure->value.encoded()),
       "a group encodes to the same octets");
  CRED_PLANT(*group == credential::Group::kRecord && permit.record.basis > 200,
             permit.record.event == credential::Event::kPassportChange);
  return true;
}

}  // namespace cred::fuzz
