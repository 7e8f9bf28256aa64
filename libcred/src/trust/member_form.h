// SPDX-License-Identifier: Apache-2.0
// Lists of members: in the head, and in what a store remembers of members that left it.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "cred/trust/head.h"
#include "trust/form.h"

namespace cred::trust {

inline Result<Member> parse_member(const cbor::Item& item) {
  cbor::MapReader in(item, "member", Reason::kTrustForm);
  const auto kind = in.required_uint(1, static_cast<std::uint64_t>(MemberKind::kLogHead));
  if (kind == 0) in.refuse("member kind 0");
  const auto name = in.required_text(2);
  const auto version = required_version(in, 3);
  const auto length = in.required_uint(4);
  const auto hash = required_digest(in, 5);
  CRED_CHECK(in.finish());
  return Member{MemberKind(kind), std::string(name), version, length, hash};
}

inline Result<std::vector<Member>> parse_members(const cbor::Item& list) {
  cbor::ArrayReader in(list, "members", Reason::kTrustForm);
  std::vector<Member> members;
  members.reserve(in.size());
  while (in.more()) {
    CRED_TRY(auto member, parse_member(in.next()));
    members.push_back(std::move(member));
  }
  CRED_CHECK(in.finish());
  return members;
}

inline void encode_members(cbor::Encoder& out, std::span<const Member> members) {
  out.array(members.size());
  for (const auto& member : members) {
    out.map(5).uint(1).uint(static_cast<std::uint64_t>(member.kind)).uint(2).text(member.name);
    out.uint(3).uint(member.version).uint(4).uint(member.length).uint(5).bytes(member.hash);
  }
}

/// What names a member: unique in a head, and its version never falls.
inline std::pair<MemberKind, std::string_view> identifier(const Member* member) {
  return {member->kind, member->name};
}

inline std::vector<const Member*> by_kind_and_name(std::span<const Member> members) {
  std::vector<const Member*> sorted;
  sorted.reserve(members.size());
  for (const auto& member : members) sorted.push_back(&member);
  std::ranges::sort(sorted, {}, identifier);
  return sorted;
}

}  // namespace cred::trust
