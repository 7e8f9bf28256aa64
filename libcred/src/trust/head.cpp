// SPDX-License-Identifier: Apache-2.0
#include "cred/trust/head.h"

#include <algorithm>
#include <array>

#include "cred/cbor/decode.h"
#include "trust/form.h"
#include "trust/member_form.h"

namespace cred::trust {

namespace {

Result<HeadContent> parse_content(BytesView payload) {
  CRED_TRY(const auto item, cbor::decode(payload, cbor::Limits::own(kMaxHead)));
  cbor::MapReader in(item, "head", Reason::kTrustForm);
  const auto preamble = read_preamble(in);
  const auto root_version = required_version(in, 5);
  const auto issuers_version = required_version(in, 6);
  const auto issuers_hash = required_digest(in, 7);
  const auto members_item = in.required(8);
  CRED_CHECK(in.finish());
  CRED_TRY(auto members, parse_members(members_item));
  return HeadContent{preamble.version, preamble.issued, preamble.expires, preamble.environment,
                     root_version,     issuers_version, issuers_hash,     std::move(members)};
}

Result<void> check_member(const Member& member) {
  if (!is_name(member.name, kMaxName)) return fail(Reason::kTrustForm, "a member name is not in form");
  if (const auto version = check_version(member.version, "version"); !version)
    return fail(Reason::kTrustForm, "member " + member.name + ": " + version.error().detail);
  if (member.length <= kMaxMember) return {};
  return fail(Reason::kTrustForm,
              "member " + member.name + " of " + std::to_string(member.length) + " octets");
}

/// A head speaks of one root and one issuers object, and these are the ones it came with.
Result<void> check_belongs(const HeadContent& head, const Root& root, const Issuers& issuers) {
  const auto root_version = root.content().version;
  if (head.root_version != root_version) {
    // Below: an old head under a newer root. Above: the roots in between are missing.
    return fail(head.root_version < root_version ? Reason::kRollback : Reason::kVersionGap,
                "the head names root " + std::to_string(head.root_version) + ", the newest is " +
                    std::to_string(root_version));
  }
  if (head.issuers_version != issuers.content().version) {
    return fail(Reason::kMemberHash, "the head names issuers version " +
                                         std::to_string(head.issuers_version) + ", found " +
                                         std::to_string(issuers.content().version));
  }
  if (head.issuers_hash == issuers.identity()) return {};
  return fail(Reason::kMemberHash, "the head names issuers " + codec::to_hex(head.issuers_hash) + ", found " +
                                       codec::to_hex(issuers.identity()));
}

}  // namespace

std::string_view name(MemberKind kind) {
  constexpr std::array<std::string_view, 5> kNames = {"status list", "legacy register", "code table",
                                                      "spared list", "log head"};
  return kNames[static_cast<std::size_t>(kind) - 1];
}

Bytes encode(const HeadContent& content) {
  cbor::Encoder out;
  out.map(8);
  encode_preamble(out, preamble_of(content));
  out.uint(5).uint(content.root_version).uint(6).uint(content.issuers_version);
  out.uint(7).bytes(content.issuers_hash);
  encode_members(out.uint(8), content.members);
  return out.take();
}

Result<void> check_head(const HeadContent& content) {
  CRED_CHECK(check_preamble(preamble_of(content), "head"));
  CRED_CHECK(check_version(content.root_version, "root version of the head"));
  CRED_CHECK(check_version(content.issuers_version, "issuers version of the head"));
  if (content.members.size() > kMaxMembers)
    return fail(Reason::kTrustForm, std::to_string(content.members.size()) + " members");
  for (const auto& member : content.members) CRED_CHECK(check_member(member));
  const auto sorted = by_kind_and_name(content.members);
  const auto twice = std::ranges::adjacent_find(sorted, std::ranges::equal_to(), identifier);
  if (twice == sorted.end()) return {};
  return fail(Reason::kTrustForm,
              "two members " + (*twice)->name + " of kind " + std::string(name((*twice)->kind)));
}

Result<Head> Head::open(BytesView message, const Root& root, const Issuers& issuers) {
  const auto& role = root.content().head;
  CRED_TRY(auto sign, cose::Sign::parse(message, cose::Typ::kHead, kMaxHead));
  CRED_TRY(const auto verified, std::move(sign).verify(role.keys, cose::Strangers::kRefuse));
  CRED_CHECK(check_threshold(verified, role, "head"));
  CRED_TRY(auto content, parse_content(verified.payload()));
  CRED_CHECK(check_environment(content.environment, root.content().environment, "head"));
  CRED_CHECK(check_head(content));
  CRED_CHECK(check_belongs(content, root, issuers));
  return Head(std::move(content), crypto::sha256(verified.payload()), to_bytes(message));
}

const Member* Head::find(MemberKind kind, std::string_view name) const {
  const auto at = std::ranges::find_if(
      content_.members, [&](const Member& member) { return member.kind == kind && member.name == name; });
  return at == content_.members.end() ? nullptr : &*at;
}

}  // namespace cred::trust
