// SPDX-License-Identifier: Apache-2.0
#include "cred/update.h"

#include <algorithm>
#include <utility>

#include "cred/codec/hex.h"
#include "cred/status/list.h"
#include "cred/trust/spared_list.h"
#include "update/registers.h"

namespace cred {

namespace {

/// The bytes of a member, of the hash the head signed: the disk may have changed the store's own copy.
std::optional<BytesView> find_bytes(const trust::LocatedMember& located, const FindHeldMember& find) {
  if (located.in_file) return located.in_file;
  if (!located.held) return std::nullopt;
  const auto held = find(located.member.hash);
  if (held.size() != located.member.length || crypto::sha256(held) != located.member.hash)
    return std::nullopt;
  return held;
}

Result<BytesView> bytes_of_list(const trust::LocatedMember& located, const FindHeldMember& find) {
  if (const auto bytes = find_bytes(located, find)) return *bytes;
  return fail(Reason::kMemberMissing,
              "status list " + located.member.name + " is held no longer as it was signed");
}

bool is_decimal(std::string_view text) {
  const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  return digits && !text.empty() && (text == "0" || text.front() != '0');
}

/// The list's own name: that of its member, the signer's prefix and a number.
Result<void> check_name(const trust::Member& member, const trust::Entry& signer, std::string_view sub) {
  if (sub != member.name)
    return fail(Reason::kClaims, "member " + member.name + " holds the list of another name");
  if (sub.starts_with(signer.status_prefix) && is_decimal(sub.substr(signer.status_prefix.size()))) return {};
  return fail(Reason::kWrongStatusPrefix,
              "status list " + member.name + " is not " + signer.status_prefix + " and a number");
}

/// A list answers for the permits of one issuer, and only that issuer may sign it: no permits entry of
/// another iss may point at it.
Result<void> check_issuer(const trust::Issuers& issuers, const trust::Entry& signer, std::string_view sub) {
  for (const auto& entry : issuers.content().entries) {
    const bool points_here =
        entry.purpose == trust::Purpose::kPermits && sub.starts_with(entry.status_prefix);
    if (points_here && entry.iss != signer.iss) {
      return fail(Reason::kWrongIssuerName,
                  "a status list for permits of " + entry.iss + ", signed by " + signer.iss);
    }
  }
  return {};
}

trust::Claimed claimed_by(const status::ListClaims& claims, const trust::Entry& signer) {
  return {.purpose = trust::Purpose::kStatus,
          .iss = signer.iss,  // a list names no issuer; check_issuer asks whose permits it is for
          .region = std::nullopt,
          .category = std::nullopt,
          .status_uri = claims.sub,
          .iat = claims.iat,
          .exp = std::nullopt};
}

Result<status::ArchiveEntry> open_list(const trust::Bundle& bundle, const trust::LocatedMember& located,
                                       const FindHeldMember& find, Instant latest) {
  CRED_TRY(const auto bytes, bytes_of_list(located, find));
  CRED_TRY(auto message, cose::Sign1::parse(bytes, status::kMaxListToken));
  CRED_TRY(const auto attested, bundle.attest(std::move(message)));
  CRED_TRY(const auto claims, status::ListClaims::parse(attested.message()));
  CRED_CHECK(bundle.check_authority(attested, claimed_by(claims, attested.entry())));
  CRED_CHECK(check_name(located.member, attested.entry(), claims.sub));
  CRED_CHECK(check_issuer(bundle.issuers(), attested.entry(), claims.sub));
  if (!located.held)
    CRED_CHECK(trust::check_issued(claims.iat, latest, "status list " + located.member.name));
  CRED_CHECK(status::inflate_list(claims));  // and let go: lists are unpacked one at a time when written
  return status::ArchiveEntry{located.member.name, claims.iat, claims.exp, {}, claims};
}

/// The spared list of each tombstone that names one, found by its hash. One that is not there refuses
/// nothing: what it would say of a token is unknown. One that no tombstone names spares nobody.
Result<void> open_spared_lists(const trust::Accepted& accepted, const FindHeldMember& find,
                               std::vector<status::ArchiveEntry>& lists) {
  for (const auto& tombstone : accepted.bundle.issuers().content().tombstones) {
    if (!tombstone.spared_list) continue;
    const auto located = std::ranges::find_if(accepted.members, [&](const trust::LocatedMember& candidate) {
      return candidate.member.kind == trust::MemberKind::kSparedList &&
             candidate.member.hash == *tombstone.spared_list;
    });
    if (located == accepted.members.end()) continue;
    const auto bytes = find_bytes(*located, find);
    if (!bytes) continue;
    CRED_CHECK(trust::check_spared_list(*bytes));
    status::ArchiveEntry entry{status::spared_list_name(*tombstone.spared_list), tombstone.time, {}, {}};
    entry.held = bytes;
    lists.push_back(std::move(entry));
  }
  return {};
}

}  // namespace

Result<Update> update(const trust::Held& held, const trust::BundleFile& file, const FindHeldMember& find,
                      Instant now, bool accept_future) {
  CRED_TRY(auto accepted, trust::accept(held, file, now, accept_future));
  const auto latest = trust::latest_issue(now, accept_future);
  auto clock_floor = accepted.bundle.newest();
  std::vector<status::ArchiveEntry> lists;
  for (const auto& located : accepted.members) {
    if (located.member.kind != trust::MemberKind::kStatusList) continue;
    CRED_TRY(auto list, open_list(accepted.bundle, located, find, latest));
    clock_floor = std::max(clock_floor, list.iat);
    lists.push_back(std::move(list));
  }
  CRED_CHECK(open_spared_lists(accepted, find, lists));
  CRED_TRY(auto registers, open_registers(accepted, find, latest));
  clock_floor = std::max(clock_floor, registers.newest);
  return Update{std::move(accepted), std::move(lists), std::move(registers.trees), clock_floor};
}

}  // namespace cred
