// SPDX-License-Identifier: Apache-2.0
#include "verify/authenticate.h"

#include <array>
#include <string>
#include <utility>

#include "cred/cose/sign1.h"
#include "cred/sdcwt/reveal.h"

namespace cred::verification {

namespace {

template <class T>
Step<T> at(Check check, Result<T> result, std::optional<Check> passed = std::nullopt) {
  if (result) {
    if constexpr (std::is_void_v<T>)
      return {};
    else
      return std::move(*result);
  }
  return tl::unexpected(Stopped{check, std::move(result).error(), passed});
}

Result<void> check_typ(const cose::Sign1& message) {
  if (message.header().typ == cose::Typ::kStaticPermit) return {};
  return fail(Reason::kTyp, "typ " + std::string(cose::name(message.header().typ)) + " where 61 belongs");
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

/// Unknown key before anything the signature says: the check that failed follows from the reason.
Check check_of_attest(Reason reason) {
  return reason == Reason::kUnknownKey ? Check::kIssuer : Check::kSignature;
}

/// Who signed it: the first question about anything that is well formed.
Step<trust::Attested> attest(cose::Sign1 message, const VerifyContext& with) {
  if (!with.trust)
    return tl::unexpected(Stopped{Check::kIssuer, {Reason::kNoBundle, "no trust data are held"}});
  auto attested = with.trust->attest(std::move(message));
  if (!attested)
    return tl::unexpected(Stopped{check_of_attest(attested.error().reason), std::move(attested).error()});
  return std::move(*attested);
}

/// The status, when the list is held; an index beyond its end is a fault of the token.
Step<Genuine> with_status(Genuine genuine, const VerifyContext& with) {
  const auto& reference = genuine.claims.status;
  if (with.status) genuine.list = with.status->find(reference.uri);
  if (!genuine.list) return genuine;
  auto value = genuine.list->at(reference.index);
  if (value)
    genuine.status = *value;
  else if (value.error().reason == Reason::kStatusIndex)
    return tl::unexpected(
        Stopped{Check::kStatus, value.error(), genuine.live ? Check::kDisclosure : Check::kClaims});
  return genuine;
}

/// What the spared list of a revoked key says of this token; asked for no other.
trust::Spared spared_of(const trust::Attested& attested, BytesView token, const VerifyContext& with) {
  const auto* tombstone = with.trust->tombstone_of(attested);
  if (!tombstone || !tombstone->spared_list) return trust::Spared::kNo;
  if (!with.status) return trust::Spared::kListNotHeld;
  const auto list = with.status->find(status::spared_list_name(*tombstone->spared_list));
  // The log knows a token without what its holder discloses.
  const auto logged = cose::with_disclosures(token, {});
  if (!list || !logged) return trust::Spared::kListNotHeld;
  const auto spared = list->spares(crypto::sha256(*logged));
  if (!spared) return trust::Spared::kListNotHeld;
  return *spared ? trust::Spared::kYes : trust::Spared::kNo;
}

/// The powers of a known key are asked last of the issuer's part, once signature and claims stand. `token`:
/// what the issuer signed, whole.
Step<void> check_authority(const trust::Attested& attested, BytesView token, const cwt::Claims& claims,
                           const credential::Terms& terms, const VerifyContext& with) {
  return at(
      Check::kIssuer,
      with.trust->check_authority(attested, claimed_by(claims, terms), spared_of(attested, token, with)),
      Check::kClaims);
}

Result<void> check_device(const crypto::PublicKey& device, const trust::Bundle& trust) {
  if (!trust.issuers().holds(device)) return {};
  return fail(Reason::kClaims, "cnf: a key of an authority");
}

/// A vouched key is looked at when nothing verifies under it: then it is the key that is wrong, and not who
/// shows it.
Step<sdcwt::Proven> prove(sdcwt::Presentation presentation, const cwt::WalletClaims& wallet) {
  auto live = std::move(presentation).verify(wallet);
  if (live || wallet.device.is_good()) return at(Check::kHolder, std::move(live));
  return at<sdcwt::Proven>(Check::kClaims, fail(Reason::kClaims, "cnf: no Ed25519 key"));
}

constexpr std::array<std::uint64_t, credential::kGroups.size()> kRedactable = [] {
  std::array<std::uint64_t, credential::kGroups.size()> keys{};
  for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = credential::number(credential::kGroups[i]);
  return keys;
}();

Result<credential::ShownGroups> reveal(const sdcwt::Proven& live, const credential::RedactedPermit& permit) {
  CRED_TRY(const auto shown, sdcwt::reveal(live, {permit.digests, kRedactable}));
  credential::ShownGroups groups;
  for (const auto& claim : shown) {
    if (const auto group = credential::group_from(claim.key))
      CRED_CHECK(credential::parse_group(*group, claim.value, groups));
  }
  return groups;
}

}  // namespace

Step<Genuine> authenticate_static(BytesView token, const VerifyContext& with) {
  CRED_TRY(auto message, at(Check::kForm, cose::Sign1::parse(token)));
  CRED_CHECK(at(Check::kForm, check_typ(message)));
  CRED_TRY(const auto attested, attest(std::move(message), with));

  CRED_TRY(const auto claims, at(Check::kClaims, cwt::Claims::parse(attested.message())));
  CRED_TRY(const auto permit, at(Check::kClaims, credential::parse_static(claims.permit)));
  CRED_CHECK(at(Check::kClaims, cwt::check_times(claims, permit.valid_until)));
  const credential::Terms terms{permit.category, permit.region, permit.valid_from, permit.valid_until};
  CRED_CHECK(check_authority(attested, token, claims, terms, with));

  Genuine genuine{.issuer = &attested.entry(), .claims = claims, .terms = terms};
  genuine.shown.name = permit.name;
  genuine.shown.passport = permit.passport;
  genuine.employer = {permit.employer_zh, permit.employer_uscc};
  return with_status(genuine, with);
}

Step<Genuine> authenticate_presentation(BytesView token, const VerifyContext& with) {
  CRED_TRY(auto presentation, at(Check::kForm, sdcwt::Presentation::parse(token)));
  CRED_TRY(const auto attested, attest(presentation.credential(), with));

  CRED_TRY(const auto wallet, at(Check::kClaims, cwt::WalletClaims::parse(attested.message())));
  const auto& claims = wallet.claims;
  CRED_TRY(const auto permit, at(Check::kClaims, credential::parse_redacted(claims.permit)));
  CRED_CHECK(at(Check::kClaims, check_device(wallet.device, *with.trust)));
  CRED_CHECK(at(Check::kClaims, cwt::check_times(claims, permit.terms.valid_until)));
  CRED_CHECK(check_authority(attested, presentation.token(), claims, permit.terms, with));

  CRED_TRY(const auto live, prove(std::move(presentation), wallet));
  CRED_TRY(const auto shown, at(Check::kDisclosure, reveal(live, permit)));

  Genuine genuine{.issuer = &attested.entry(), .claims = claims, .terms = permit.terms, .shown = shown};
  if (shown.work) genuine.employer = {shown.work->employer_zh, shown.work->employer_uscc};
  genuine.live = live;
  return with_status(genuine, with);
}

}  // namespace cred::verification
