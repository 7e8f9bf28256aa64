// SPDX-License-Identifier: Apache-2.0
#include "cred/mint.h"

#include <algorithm>
#include <vector>

#include "cred/cose/sign1.h"
#include "cred/qr/text.h"
#include "cred/sdcwt/redact.h"
#include "cred/trust/bundle.h"

namespace cred {

namespace {

/// What both kinds of permit must keep to. `profile`: whether the draft keeps the form of its kind.
Result<void> check_draft(const Result<void>& profile, const credential::Terms& terms,
                         std::string_view status_uri, const trust::Entry& entry, const crypto::Signer& signer,
                         Instant now) {
  if (!(signer.public_key() == entry.key))
    return fail(Reason::kKey, "the signing key is not the key of its entry");
  if (!profile) return fail(Reason::kRequest, profile.error().detail);
  if (terms.valid_until.end() <= now) {
    return fail(Reason::kRequest, "ended " + terms.valid_until.to_text() + ", now is " + to_text(now));
  }
  return trust::check_scope(entry, {.purpose = trust::Purpose::kPermits,
                                    .iss = entry.iss,
                                    .region = terms.region,
                                    .category = static_cast<std::uint8_t>(terms.category),
                                    .status_uri = status_uri,
                                    .iat = now,
                                    .exp = terms.valid_until.end()});
}

credential::Terms terms_of(const credential::StaticPermit& permit) {
  return {permit.category, permit.region, permit.valid_from, permit.valid_until};
}

Result<void> check_size(const Bytes& token, const credential::StaticPermit& permit) {
  if (token.size() <= qr::kMaxBytesStatic) return {};
  return fail(Reason::kTooLargeForQr,
              std::to_string(token.size()) + " octets, a code holds " + std::to_string(qr::kMaxBytesStatic) +
                  ": name " + std::to_string(permit.name.passport.size()) + ", native name " +
                  std::to_string(permit.name.native.value_or("").size()) + " (can be left out), employer " +
                  std::to_string(permit.employer_zh.size()));
}

/// What a verifier will read must be what was asked for: the last chance to notice a bug before a permit
/// leaves.
Result<void> read_back(BytesView token, const crypto::PublicKey& key) {
  CRED_TRY(auto message, cose::Sign1::parse(token));
  CRED_TRY(const auto verified, std::move(message).verify(key));
  CRED_TRY(const auto claims, cwt::Claims::parse(verified));
  CRED_TRY(const auto permit, credential::parse_static(claims.permit));
  return cwt::check_times(claims, permit.valid_until);
}

Result<sdcwt::Redacted> redact(const credential::WalletPermit& permit, crypto::RandomSource& random) {
  std::vector<sdcwt::Claim> claims;
  for (const auto group : credential::kGroups)
    claims.push_back({credential::number(group), credential::encode(permit, group)});
  return sdcwt::redact(claims, random);
}

Result<void> read_wallet_back(BytesView token, const crypto::PublicKey& key) {
  CRED_TRY(auto message, cose::Sign1::parse(token));
  CRED_TRY(const auto verified, std::move(message).verify(key));
  CRED_TRY(const auto wallet, cwt::WalletClaims::parse(verified));
  CRED_TRY(const auto permit, credential::parse_redacted(wallet.claims.permit));
  return cwt::check_times(wallet.claims, permit.terms.valid_until);
}

}  // namespace

Result<Issued> mint_static(const StaticDraft& draft, const trust::Entry& entry, crypto::Signer& signer,
                           Instant now) {
  CRED_CHECK(check_draft(credential::check_static(draft.permit), terms_of(draft.permit), draft.status.uri,
                         entry, signer, now));
  const Bytes permit = credential::encode(draft.permit);
  const Bytes payload = cwt::encode_static(entry.iss, draft.document_id, draft.permit.valid_until.end(), now,
                                           draft.status, permit);
  CRED_TRY(auto token, cose::sign1(cose::Typ::kStaticPermit, payload, signer));
  CRED_CHECK(check_size(token, draft.permit));
  CRED_CHECK(read_back(token, entry.key));
  auto text = qr::to_text(qr::Kind::kStaticPermit, token);
  return Issued{std::move(token), std::move(text)};
}

Result<Bytes> mint_wallet(const WalletDraft& draft, const trust::Entry& entry, crypto::Signer& signer,
                          crypto::RandomSource& random, Instant now) {
  const auto& terms = draft.permit.terms;
  CRED_CHECK(
      check_draft(credential::check_wallet(draft.permit), terms, draft.status.uri, entry, signer, now));
  if (draft.device == entry.key) return fail(Reason::kKey, "the device's key is the authority's own");

  CRED_TRY(const auto redacted, redact(draft.permit, random));
  credential::RedactedPermit permit{terms, {}};
  std::ranges::copy(redacted.digests, permit.digests.begin());
  const Bytes payload = cwt::encode_wallet(entry.iss, draft.document_id, terms.valid_until.end(), now,
                                           draft.device, draft.status, credential::encode(permit));
  CRED_TRY(const auto bare, cose::sign1(cose::Typ::kWalletCredential, payload, signer));
  const std::vector<BytesView> disclosures(redacted.disclosures.begin(), redacted.disclosures.end());
  CRED_TRY(auto token, cose::with_disclosures(bare, disclosures));
  CRED_CHECK(read_wallet_back(token, entry.key));
  return token;
}

}  // namespace cred
