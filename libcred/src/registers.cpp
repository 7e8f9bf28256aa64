// SPDX-License-Identifier: Apache-2.0
#include "cred/registers.h"

#include <utility>

namespace cred {

namespace {

trust::Claimed claimed_by(const legacy::Header& header, const trust::Entry& signer) {
  return {.purpose = trust::Purpose::kRegister,
          .iss = signer.iss,  // a register names no issuer; its member's name does
          .region = std::nullopt,
          .category = std::nullopt,
          .status_uri = {},
          .iat = header.as_of,
          .exp = std::nullopt};
}

/// The key may speak for every region of the scope.
Result<void> check_powers(const trust::Bundle& bundle, const trust::Attested& attested,
                          const legacy::Header& header) {
  auto claimed = claimed_by(header, attested.entry());
  for (const auto region : header.regions) {
    claimed.region = region;
    CRED_CHECK(bundle.check_authority(attested, claimed));
  }
  return {};
}

Result<void> check_member(const trust::Member& member, const trust::Entry& signer,
                          const legacy::Header& header) {
  if (member.name != signer.iss)
    return fail(Reason::kWrongIssuerName, "register " + member.name + " is signed by " + signer.iss);
  if (member.version == header.version) return {};
  return fail(Reason::kClaims, "register " + member.name + " is of version " +
                                   std::to_string(header.version) + ", the head says " +
                                   std::to_string(member.version));
}

}  // namespace

Result<AttestedHeader> attest_register(const trust::Bundle& bundle, const trust::Member& member,
                                       BytesView file) {
  CRED_TRY(const auto octets, legacy::header_message(file));
  CRED_TRY(auto message, cose::Sign1::parse(octets, legacy::kMaxHeaderMessage));
  CRED_TRY(const auto attested, bundle.attest(std::move(message)));
  CRED_TRY(auto header, legacy::Header::parse(attested.message()));
  CRED_CHECK(check_powers(bundle, attested, header));
  CRED_CHECK(check_member(member, attested.entry(), header));
  return AttestedHeader{&attested.entry(), std::move(header)};
}

Result<HeldRegister> HeldRegister::open(const trust::Bundle& bundle, const trust::Member& member,
                                        BytesView file, BytesView tree) {
  CRED_TRY(auto attested, attest_register(bundle, member, file));
  CRED_TRY(auto cards, legacy::Register::open(std::move(attested.header), file, tree));
  return HeldRegister{attested.signer->iss, std::move(cards)};
}

}  // namespace cred
