// SPDX-License-Identifier: Apache-2.0
//
// Order is law, and it stands in two functions. authenticate(): the first failure ends the check and nothing
// of the code is shown. judge(): everything is computed, and the gravest finding wins (docs/reasons.md).
#include "cred/verify.h"

#include <string>
#include <utility>

#include "cred/qr/text.h"
#include "verify/authenticate.h"
#include "verify/judgement.h"

namespace cred {

namespace {

Facts facts_of(const verification::Genuine& token) {
  const auto& permit = token.permit;
  return {.document = std::string(token.claims.sub),
          .iss = std::string(token.claims.iss),
          .issuer_zh = token.issuer->name_zh,
          .issuer_en = token.issuer->name_en,
          .name = std::string(permit.name.passport),
          .name_native = permit.name.native ? std::optional<std::string>(*permit.name.native) : std::nullopt,
          .category = std::string(credential::name(permit.category)),
          .region = permit.region.to_text(),
          .valid_from = permit.valid_from,
          .valid_until = permit.valid_until,
          .employer_zh = std::string(permit.employer_zh),
          .employer_uscc = std::string(permit.employer_uscc)};
}

/// The steps of authenticate() in the order of the checks, for telling which were passed when one failed.
constexpr Check kAuthentication[] = {Check::kText, Check::kForm, Check::kIssuer, Check::kSignature,
                                     Check::kClaims};

Verdict stopped(const verification::Stopped& where, const VerifyContext& with) {
  Verdict verdict;
  verdict.now = with.now;
  verdict.code = verdict_of(where.error.reason);
  verdict.reason = where.error.reason;
  verdict.detail = where.error.detail;
  for (const auto check : kAuthentication) {
    if (check == where.check && !where.after_claims) break;
    verdict.check(check).result = CheckResult::kPassed;
  }
  verdict.check(where.check) = {CheckResult::kFailed, where.error.reason, {}, {}};
  return verdict;
}

}  // namespace

Verdict verify(std::string_view text, const VerifyContext& with) {
  auto token = qr::from_text(text);
  if (!token) return stopped({Check::kText, std::move(token).error()}, with);
  if (token->kind != qr::Kind::kStaticPermit) {
    return stopped(
        {Check::kText,
         {Reason::kUnsupportedFormat, std::string(qr::prefix(token->kind)) + " is no static permit"}},
        with);
  }
  return verify_static(token->bytes, with);
}

Verdict verify_static(BytesView token, const VerifyContext& with) {
  const auto genuine = verification::authenticate(token, with);
  if (!genuine) return stopped(genuine.error(), with);

  Verdict verdict;
  verdict.now = with.now;
  verdict.code = VerdictCode::kValid;
  verdict.mode = Mode::kStatic;
  verdict.facts = facts_of(*genuine);
  for (const auto check : kAuthentication) verdict.check(check).result = CheckResult::kPassed;
  verification::judge(*genuine, with, verdict);
  return verdict;
}

}  // namespace cred
