// SPDX-License-Identifier: Apache-2.0
#include "verify/authenticate.h"

#include <string>
#include <utility>

#include "cred/cose/sign1.h"

namespace cred::verification {

namespace {

template <class T>
Step<T> at(Check check, Result<T> result, bool after_claims = false) {
  if (result) {
    if constexpr (std::is_void_v<T>)
      return {};
    else
      return std::move(*result);
  }
  return tl::unexpected(Stopped{check, std::move(result).error(), after_claims});
}

Result<void> check_typ(const cose::Sign1& message) {
  if (message.header().typ == cose::Typ::kStaticPermit) return {};
  return fail(Reason::kTyp, "typ " + std::string(cose::name(message.header().typ)) + " where 61 belongs");
}

Result<void> check_times(const cwt::Claims& claims, Day valid_until) {
  if (claims.exp != valid_until.end()) {
    return fail(Reason::kTimeInconsistent,
                "exp " + to_text(claims.exp) + ", the last valid day ends " + to_text(valid_until.end()));
  }
  if (claims.iat >= claims.exp) {
    return fail(Reason::kTimeInconsistent,
                "iat " + to_text(claims.iat) + " is not before exp " + to_text(claims.exp));
  }
  return {};
}

trust::Claimed claimed_by(const cwt::Claims& claims, const credential::StaticPermit& permit) {
  return {.purpose = trust::Purpose::kPermits,
          .iss = claims.iss,
          .region = permit.region,
          .category = static_cast<std::uint8_t>(permit.category),
          .status_uri = claims.status.uri,
          .iat = claims.iat,
          .exp = claims.exp};
}

/// Unknown key before anything the signature says: the check that failed follows from the reason.
Check check_of_attest(Reason reason) {
  return reason == Reason::kUnknownKey ? Check::kIssuer : Check::kSignature;
}

}  // namespace

Step<Genuine> authenticate(BytesView token, const VerifyContext& with) {
  CRED_TRY(auto message, at(Check::kForm, cose::Sign1::parse(token)));
  CRED_CHECK(at(Check::kForm, check_typ(message)));
  if (!with.trust)
    return tl::unexpected(Stopped{Check::kIssuer, {Reason::kNoBundle, "no trust data are held"}});

  auto attested = with.trust->attest(std::move(message));
  if (!attested)
    return tl::unexpected(Stopped{check_of_attest(attested.error().reason), std::move(attested).error()});

  CRED_TRY(auto claims, at(Check::kClaims, cwt::Claims::parse(attested->message())));
  CRED_TRY(auto permit, at(Check::kClaims, credential::parse_static(claims.permit)));
  CRED_CHECK(at(Check::kClaims, check_times(claims, permit.valid_until)));
  CRED_CHECK(at(Check::kIssuer, with.trust->check_authority(*attested, claimed_by(claims, permit)), true));

  Genuine genuine{&attested->entry(), claims, permit, std::nullopt, std::nullopt};
  if (with.status) genuine.list = with.status->find(claims.status.uri);
  if (genuine.list) {
    auto value = genuine.list->at(claims.status.index);
    if (value)
      genuine.status = *value;
    else if (value.error().reason == Reason::kStatusIndex)
      return tl::unexpected(Stopped{Check::kStatus, value.error()});
  }
  return genuine;
}

}  // namespace cred::verification
