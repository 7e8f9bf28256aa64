// SPDX-License-Identifier: Apache-2.0
#include "update/registers.h"

#include <algorithm>
#include <utility>

#include "cred/registers.h"

namespace cred {

namespace {

/// The bytes of a register, of the hash the head signed: the disk may have changed the store's own copy.
Result<BytesView> bytes_of(const trust::LocatedMember& located, const FindHeldMember& find) {
  if (located.in_file) return *located.in_file;
  const auto held = find(located.member.hash);
  if (held.size() == located.member.length && crypto::sha256(held) == located.member.hash) return held;
  return fail(Reason::kMemberMissing,
              "register " + located.member.name + " is held no longer as it was signed");
}

}  // namespace

Result<OpenedRegisters> open_registers(const trust::Accepted& accepted, const FindHeldMember& find,
                                       Instant latest) {
  OpenedRegisters opened;
  for (const auto& located : accepted.members) {
    const auto& member = located.member;
    if (member.kind != trust::MemberKind::kRegister || (!located.in_file && !located.held)) continue;
    CRED_TRY(const auto file, bytes_of(located, find));
    CRED_TRY(const auto attested, attest_register(accepted.bundle, member, file));
    if (!located.held)
      CRED_CHECK(trust::check_issued(attested.header.as_of, latest, "register " + member.name));
    CRED_TRY(auto tree, legacy::check_pages(attested.header, file));
    opened.newest = std::max(opened.newest, attested.header.as_of);
    opened.trees.push_back({member.hash, std::move(tree)});
  }
  return opened;
}

}  // namespace cred
