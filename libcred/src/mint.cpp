// SPDX-License-Identifier: Apache-2.0
#include "cred/mint.h"

#include "cred/cose/sign1.h"
#include "cred/qr/text.h"
#include "cred/trust/bundle.h"

namespace cred {

namespace {

trust::Claimed claimed_by(const StaticDraft& draft, const trust::Entry& entry, Instant now) {
  return {.purpose = trust::Purpose::kPermits,
          .iss = entry.iss,
          .region = draft.permit.region,
          .category = static_cast<std::uint8_t>(draft.permit.category),
          .status_uri = draft.status.uri,
          .iat = now,
          .exp = draft.permit.valid_until.end()};
}

Result<void> check_draft(const StaticDraft& draft, const trust::Entry& entry, const crypto::Signer& signer,
                         Instant now) {
  if (!(signer.public_key() == entry.key))
    return fail(Reason::kKey, "the signing key is not the key of its entry");
  if (const auto profile = credential::check_static(draft.permit); !profile) {
    return fail(Reason::kRequest, profile.error().detail);
  }
  if (draft.permit.valid_until.end() <= now) {
    return fail(Reason::kRequest, "ended " + draft.permit.valid_until.to_text() + ", now is " + to_text(now));
  }
  return trust::check_scope(entry, claimed_by(draft, entry, now));
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
  if (claims.exp != permit.valid_until.end())
    return fail(Reason::kTimeInconsistent, "exp is not the end of the last day");
  return {};
}

}  // namespace

Result<Issued> mint_static(const StaticDraft& draft, const trust::Entry& entry, crypto::Signer& signer,
                           Instant now) {
  CRED_CHECK(check_draft(draft, entry, signer, now));
  const Bytes permit = credential::encode(draft.permit);
  const Bytes payload = cwt::encode_static(entry.iss, draft.document_id, draft.permit.valid_until.end(), now,
                                           draft.status, permit);
  CRED_TRY(auto token, cose::sign1(cose::Typ::kStaticPermit, payload, signer));
  CRED_CHECK(check_size(token, draft.permit));
  CRED_CHECK(read_back(token, entry.key));
  auto text = qr::to_text(qr::Kind::kStaticPermit, token);
  return Issued{std::move(token), std::move(text)};
}

}  // namespace cred
