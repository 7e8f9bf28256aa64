// SPDX-License-Identifier: Apache-2.0
//
// accept() is the whole of an update but for the status lists: each step takes what the step before it
// verified. Only objects new to the store are held against its clock: what it holds was accepted once.
#include "cred/trust/bundle_file.h"

#include <algorithm>
#include <utility>

#include "cred/cbor/decode.h"
#include "trust/content.h"
#include "trust/member_form.h"

namespace cred::trust {

namespace {

constexpr std::uint64_t kFileVersion = 1;
constexpr std::size_t kFrame = 32;  // octets of the bundle's own heads
constexpr std::size_t kMaxRetiredBytes = std::size_t{128} * kMaxRetired;

BytesView read_part(cbor::ArrayReader& in, std::string_view what, std::size_t max) {
  const auto part = in.next_bytes();
  if (part.size() > max) {
    in.refuse(std::string(what) + " of " + std::to_string(part.size()) + " octets, at most " +
              std::to_string(max));
  }
  return part;
}

Result<std::vector<BytesView>> parse_parts(const cbor::Item& list, std::string_view what,
                                           std::size_t max_count, std::size_t max_bytes) {
  cbor::ArrayReader in(list, what, Reason::kTrustForm);
  if (in.size() > max_count)
    in.refuse(std::to_string(in.size()) + " parts, at most " + std::to_string(max_count));
  std::vector<BytesView> parts;
  while (in.more()) parts.push_back(read_part(in, what, max_bytes));
  CRED_CHECK(in.finish());
  return parts;
}

/// Roots may repeat what is held, and go on from there one by one.
Result<Root> follow_roots(const Root& held, std::span<const BytesView> messages, Instant latest) {
  Root newest = held;
  std::vector<crypto::Digest> known = {held.identity()};  // of the versions from held on
  for (const auto message : messages) {
    CRED_TRY(const auto peek, peek_root(message));
    CRED_CHECK(check_environment(peek.environment, held.content().environment, "root"));
    if (peek.version < held.content().version) continue;
    if (peek.version > newest.content().version) {
      CRED_TRY(newest, Root::open_next(message, newest));
      CRED_CHECK(check_issued(newest.content().issued, latest, "root"));
      known.push_back(newest.identity());
      continue;
    }
    if (known[peek.version - held.content().version] != peek.identity)
      return fail(Reason::kEquivocation, "two roots of version " + std::to_string(peek.version));
  }
  return newest;
}

/// Within one epoch: never lower, and one version has one payload.
Result<void> check_order(std::string_view what, std::uint64_t version, const crypto::Digest& identity,
                         std::uint64_t held_version, const crypto::Digest& held_identity) {
  if (version < held_version) {
    return fail(Reason::kRollback, std::string(what) + " version " + std::to_string(version) + ", held " +
                                       std::to_string(held_version));
  }
  if (version == held_version && identity != held_identity)
    return fail(Reason::kEquivocation,
                "two different " + std::string(what) + " of version " + std::to_string(version));
  return {};
}

template <class Object>
Result<void> check_object(const Object& object, const Object* held, bool same_epoch, Instant latest,
                          std::string_view what) {
  if (held && object.identity() == held->identity()) return {};
  CRED_CHECK(check_issued(object.content().issued, latest, what));
  if (!held || !same_epoch) return {};
  return check_order(what, object.content().version, object.identity(), held->content().version,
                     held->identity());
}

/// Every member the store has seen in this epoch, with its newest version.
std::vector<Member> seen_members(const Held& held) {
  std::vector<Member> seen(held.retired.begin(), held.retired.end());
  const auto& members = held.bundle->head().content().members;
  seen.insert(seen.end(), members.begin(), members.end());
  return seen;
}

/// Checks the members' versions against those seen, and returns the seen ones the new head no longer names.
Result<std::vector<Member>> retire(const std::vector<Member>& seen, const Head& head) {
  const auto current = by_kind_and_name(head.content().members);
  std::vector<Member> retired;
  for (const auto& before : seen) {
    const auto at = std::ranges::lower_bound(current, identifier(&before), {}, identifier);
    if (at == current.end() || identifier(*at) != identifier(&before)) {
      retired.push_back(before);
      continue;
    }
    CRED_CHECK(
        check_order("member " + before.name, (*at)->version, (*at)->hash, before.version, before.hash));
  }
  if (retired.size() <= kMaxRetired) return retired;
  return fail(Reason::kTrustForm, std::to_string(retired.size()) + " members left the head within one epoch");
}

/// A member's bytes in the file, by their hash.
using Located = std::pair<crypto::Digest, BytesView>;

Result<std::vector<Located>> hash_members(std::span<const BytesView> members) {
  std::vector<Located> located;
  for (const auto member : members) located.emplace_back(crypto::sha256(member), member);
  std::ranges::sort(located, {}, &Located::first);
  const auto twice = std::ranges::adjacent_find(located, {}, &Located::first);
  if (twice == located.end()) return located;
  return fail(Reason::kMemberUnlisted,
              "the member " + codec::to_hex(twice->first) + " stands twice in the file");
}

Result<void> check_listed(const std::vector<Located>& located, const Head& head) {
  std::vector<crypto::Digest> named;
  for (const auto& member : head.content().members) named.push_back(member.hash);
  std::ranges::sort(named);
  for (const auto& [hash, bytes] : located) {
    if (!std::ranges::binary_search(named, hash)) {
      return fail(Reason::kMemberUnlisted, "the head names no member " + codec::to_hex(hash) + " of " +
                                               std::to_string(bytes.size()) + " octets");
    }
  }
  return {};
}

Result<LocatedMember> locate(const Member& member, const std::vector<Located>& located,
                             const std::vector<crypto::Digest>& held) {
  LocatedMember found{member, std::nullopt, std::ranges::binary_search(held, member.hash)};
  const auto at = std::ranges::lower_bound(located, member.hash, {}, &Located::first);
  if (at != located.end() && at->first == member.hash) found.in_file = at->second;
  if (found.in_file && found.in_file->size() != member.length) {
    return fail(Reason::kMemberHash, "member " + member.name + " has " +
                                         std::to_string(found.in_file->size()) + " octets, the head says " +
                                         std::to_string(member.length));
  }
  if (member.kind == MemberKind::kStatusList && !found.in_file && !found.held)
    return fail(Reason::kMemberMissing, "status list " + member.name + " is neither in the file nor held");
  return found;
}

Result<std::vector<LocatedMember>> locate_all(const Head& head, std::span<const BytesView> in_file,
                                              std::span<const crypto::Digest> held) {
  CRED_TRY(const auto located, hash_members(in_file));
  CRED_CHECK(check_listed(located, head));
  std::vector<crypto::Digest> held_sorted(held.begin(), held.end());
  std::ranges::sort(held_sorted);
  std::vector<LocatedMember> members;
  for (const auto& member : head.content().members) {
    CRED_TRY(auto found, locate(member, located, held_sorted));
    members.push_back(std::move(found));
  }
  return members;
}

/// As byte strings, at most.
std::size_t size_of(std::span<const BytesView> parts) {
  constexpr std::size_t kHead = 9;
  std::size_t size = 0;
  for (const auto part : parts) size += kHead + part.size();
  return size;
}

}  // namespace

Result<BundleFile> BundleFile::parse(BytesView file) {
  CRED_TRY(const auto item, cbor::decode(file, cbor::Limits::own(kMaxBundle)));
  cbor::ArrayReader in(item, "bundle", Reason::kTrustForm);
  const auto version = in.next_uint();
  if (version != kFileVersion) in.refuse("version " + std::to_string(version) + ", known is 1");
  const auto root_items = in.next();
  BundleFile parsed;
  parsed.issuers = read_part(in, "issuers", kMaxIssuers);
  parsed.head = read_part(in, "head", kMaxHead);
  const auto member_items = in.next();
  CRED_CHECK(in.finish());
  CRED_TRY(parsed.roots, parse_parts(root_items, "roots", kMaxRoots, kMaxRoot));
  if (parsed.roots.empty()) return fail(Reason::kTrustForm, "a bundle without a root");
  CRED_TRY(parsed.members, parse_parts(member_items, "members", kMaxMembers, kMaxMember));
  return parsed;
}

Bytes encode(const BundleFile& file) {
  cbor::Encoder out;
  // A register may have a gigabyte: never two of it while growing.
  out.reserve(size_of(file.roots) + size_of({&file.issuers, 1}) + size_of({&file.head, 1}) +
              size_of(file.members) + kFrame);
  out.array(5).uint(kFileVersion).array(file.roots.size());
  for (const auto root : file.roots) out.bytes(root);
  out.bytes(file.issuers).bytes(file.head).array(file.members.size());
  for (const auto member : file.members) out.bytes(member);
  return out.take();
}

Bytes encode_retired(std::span<const Member> members) {
  cbor::Encoder out;
  encode_members(out, members);
  return out.take();
}

Result<std::vector<Member>> parse_retired(BytesView encoded) {
  CRED_TRY(const auto item, cbor::decode(encoded, cbor::Limits::own(kMaxRetiredBytes)));
  return parse_members(item);
}

Result<void> check_issued(Instant issued, Instant latest, std::string_view what) {
  if (issued <= latest) return {};
  return fail(Reason::kIssuedInFuture,
              std::string(what) + " issued " + to_text(issued) + ", more than a day after the clock");
}

Result<Accepted> accept(const Held& held, const BundleFile& file, Instant now, bool accept_future) {
  const auto latest = latest_issue(now, accept_future);
  CRED_TRY(auto root, follow_roots(*held.root, file.roots, latest));
  CRED_TRY(auto bundle, Bundle::open(std::move(root), file.issuers, file.head));

  const auto* before = held.bundle;
  const bool same_epoch = before && before->root().content().epoch == bundle.root().content().epoch;
  CRED_CHECK(
      check_object(bundle.issuers(), before ? &before->issuers() : nullptr, same_epoch, latest, "issuers"));
  CRED_CHECK(check_object(bundle.head(), before ? &before->head() : nullptr, same_epoch, latest, "head"));
  if (before) CRED_CHECK(check_tombstones_kept(bundle.issuers().content(), before->issuers()));
  std::vector<Member> retired;
  if (same_epoch) {
    CRED_TRY(retired, retire(seen_members(held), bundle.head()));
  }
  CRED_TRY(auto members, locate_all(bundle.head(), file.members, held.members));
  const bool same_head = before && bundle.head().identity() == before->head().identity();
  // A file may complete what another one of the same head left out.
  const bool completes =
      std::ranges::any_of(members, [](const auto& located) { return located.in_file && !located.held; });
  const bool unchanged = same_head && !completes;
  return Accepted{std::move(bundle), std::move(members), unchanged, std::move(retired)};
}

}  // namespace cred::trust
