// SPDX-License-Identifier: Apache-2.0
#include "cred/present.h"

#include <algorithm>
#include <array>
#include <optional>

#include "cred/cose/sign1.h"
#include "cred/credential/passport_check.h"
#include "cred/qr/text.h"
#include "cred/sdcwt/disclosure.h"
#include "cred/sdcwt/reveal.h"
#include "cred/sdcwt/token.h"

namespace cred {

namespace {

constexpr std::array<std::uint64_t, credential::kGroups.size()> kKeys = [] {
  std::array<std::uint64_t, credential::kGroups.size()> keys{};
  for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = credential::number(credential::kGroups[i]);
  return keys;
}();

/// An issuer's slip here would turn every later comparison red, for a holder who did nothing wrong.
Result<void> check_passport_tag(const credential::WalletPermit& permit) {
  CRED_TRY(const auto tag, credential::passport_tag(permit.identity.passport_number,
                                                    permit.identity.birth_date, permit.passport.salt));
  if (tag == permit.passport.tag) return {};
  return fail(Reason::kClaims, "the passport check is not of the passport named in the permit");
}

trust::Claimed claimed_by(const cwt::Claims& claims, const credential::Terms& terms) {
  return {.purpose = trust::Purpose::kPermits,
          .iss = claims.iss,
          .region = terms.region,
          .category = static_cast<std::uint8_t>(terms.category),
          .status_uri = claims.status.uri,
          .iat = claims.iat,
          .exp = claims.exp};
}

Result<Presented> present(const HeldPermit& permit, sdcwt::Statement statement, credential::GroupSet groups,
                          crypto::Signer& device, Instant clock) {
  if (!(device.public_key() == permit.device()))
    return fail(Reason::kKey, "the permit is bound to another device");
  statement.iat = std::max(clock, permit.claims().iat);
  CRED_TRY(auto token, sdcwt::sign_presentation(permit.showing(groups), statement, device));
  if (token.size() > qr::kMaxBytesLive) {
    const auto& shown = permit.permit();
    return fail(Reason::kTooLargeForQr,
                std::to_string(token.size()) + " octets, a code holds " + std::to_string(qr::kMaxBytesLive) +
                    ": audience " + std::to_string(statement.audience.size()) + ", names " +
                    std::to_string(shown.name.passport.size() + shown.name.native.value_or("").size()) +
                    ", employer " + std::to_string(shown.work.employer_zh.size()) + ", position " +
                    std::to_string(shown.work.position_zh.size()) + " (show fewer groups)");
  }
  auto text = qr::to_text(qr::Kind::kPresentation, token);
  return Presented{std::move(token), std::move(text)};
}

}  // namespace

Result<HeldPermit> HeldPermit::read(Bytes token, const cose::Verified& message,
                                    const crypto::PublicKey& device) {
  CRED_TRY(auto claims, cwt::WalletClaims::parse(message));
  CRED_TRY(const auto redacted, credential::parse_redacted(claims.claims.permit));
  CRED_CHECK(cwt::check_times(claims.claims, redacted.terms.valid_until));
  if (!(claims.device == device)) return fail(Reason::kKey, "the permit is bound to another device");

  CRED_TRY(const auto shown, sdcwt::reveal_all(message, {redacted.digests, kKeys}));
  credential::ShownGroups groups;
  std::vector<Disclosed> disclosed;
  cbor::Children contents(*message.disclosures());
  for (const auto& claim : shown) {
    const auto group = credential::group_from(claim.key);
    if (!group) return fail(Reason::kDisclosure, "no group of ours");
    CRED_CHECK(credential::parse_group(*group, claim.value, groups));
    disclosed.push_back({*group, contents.next()->bytes().value_or(BytesView())});
  }
  const auto permit = credential::whole(redacted.terms, groups);
  if (!permit) return fail(Reason::kDisclosure, "a group is missing");
  std::ranges::sort(disclosed, {}, &Disclosed::group);
  // The views stay good: moving a vector does not move its octets.
  return HeldPermit(std::move(token), message.key(), std::move(claims), *permit, std::move(disclosed));
}

Result<HeldPermit> HeldPermit::receive(Bytes token, const trust::Bundle& trust,
                                       const crypto::PublicKey& device, Instant now) {
  CRED_TRY(auto message, cose::Sign1::parse(token));
  CRED_TRY(const auto attested, trust.attest(std::move(message)));
  CRED_TRY(auto held, read(std::move(token), attested.message(), device));
  CRED_CHECK(trust.check_authority(attested, claimed_by(held.claims(), held.permit().terms)));
  if (trust.issuers().holds(device)) return fail(Reason::kClaims, "bound to a key of an authority");
  if (held.claims().exp <= now)
    return fail(Reason::kExpired, "ended " + held.permit().terms.valid_until.to_text());
  CRED_CHECK(check_passport_tag(held.permit()));
  return held;
}

Result<HeldPermit> HeldPermit::reopen(Bytes token, const crypto::PublicKey& issuer,
                                      const crypto::PublicKey& device) {
  CRED_TRY(auto message, cose::Sign1::parse(token));
  CRED_TRY(const auto verified, std::move(message).verify(issuer));
  return read(std::move(token), verified, device);
}

Bytes HeldPermit::showing(credential::GroupSet groups) const {
  std::vector<BytesView> chosen;
  for (const auto& disclosure : disclosed_) {
    if (groups.has(disclosure.group)) chosen.push_back(disclosure.content);
  }
  // The token was parsed when it came, so there is nothing to refuse.
  return cose::with_disclosures(token_, chosen).value_or(Bytes());
}

Result<Presented> present_quick(const HeldPermit& permit, trust::VerifierRole role,
                                credential::GroupSet groups, crypto::Signer& device, Instant clock) {
  return present(permit, {trust::name(role), {}, std::nullopt}, groups, device, clock);
}

Result<Presented> present_answer(const HeldPermit& permit, const sdcwt::Challenge& challenge,
                                 credential::GroupSet groups, crypto::Signer& device, Instant clock) {
  CRED_CHECK(sdcwt::check_challenge(challenge));
  return present(permit, {challenge.audience, {}, challenge.nonce}, groups, device, clock);
}

}  // namespace cred
