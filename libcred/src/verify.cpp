// SPDX-License-Identifier: Apache-2.0
//
// Order is law, and it stands in two functions. authenticate(): the first failure ends the check and nothing
// of the code is shown. judge(): everything is computed, and the gravest finding wins (docs/reasons.md).
#include "cred/verify.h"

#include <string>
#include <utility>

#include "cred/qr/text.h"
#include "verify/authenticate.h"
#include "verify/facts.h"
#include "verify/judgement.h"

namespace cred {

namespace {

/// The steps of authenticate() in the order of the checks, for telling which were passed when one failed.
constexpr Check kAuthentication[] = {Check::kText,   Check::kForm,   Check::kIssuer,    Check::kSignature,
                                     Check::kClaims, Check::kHolder, Check::kDisclosure};

Verdict stopped(const verification::Stopped& where, const VerifyContext& with) {
  Verdict verdict;
  verdict.now = with.now;
  verdict.code = verdict_of(where.error.reason);
  verdict.reason = where.error.reason;
  verdict.detail = where.error.detail;
  for (const auto check : kAuthentication) {
    if (where.passed ? check > *where.passed : check >= where.check) break;
    verdict.check(check).result = CheckResult::kPassed;
  }
  verdict.check(where.check) = {CheckResult::kFailed, where.error.reason, {}, {}};
  return verdict;
}

/// `last`: the last check of authenticate() for this kind of code.
Verdict judged(const verification::Genuine& genuine, Check last, const VerifyContext& with) {
  Verdict verdict;
  verdict.now = with.now;
  verdict.code = VerdictCode::kValid;
  verdict.facts = verification::facts_of(genuine);
  for (const auto check : kAuthentication) {
    if (check <= last) verdict.check(check).result = CheckResult::kPassed;
  }
  verification::judge(genuine, with, verdict);
  return verdict;
}

}  // namespace

Verdict verify(std::string_view text, const VerifyContext& with) {
  auto token = qr::from_text(text);
  if (!token) return stopped({Check::kText, std::move(token).error()}, with);
  switch (token->kind) {
    case qr::Kind::kStaticPermit:
      return verify_static(token->bytes, with);
    case qr::Kind::kPresentation:
      return verify_presentation(token->bytes, with);
    case qr::Kind::kChallenge:
    case qr::Kind::kEnrolment:
      break;
  }
  return stopped(
      {Check::kText, {Reason::kUnsupportedFormat, std::string(qr::prefix(token->kind)) + " is no permit"}},
      with);
}

Verdict verify_static(BytesView token, const VerifyContext& with) {
  const auto genuine = verification::authenticate_static(token, with);
  if (!genuine) return stopped(genuine.error(), with);
  auto verdict = judged(*genuine, Check::kClaims, with);
  verdict.mode = Mode::kStatic;
  return verdict;
}

Verdict verify_presentation(BytesView token, const VerifyContext& with) {
  const auto genuine = verification::authenticate_presentation(token, with);
  if (!genuine) return stopped(genuine.error(), with);
  auto verdict = judged(*genuine, Check::kDisclosure, with);
  verdict.mode = genuine->live->nonce() ? Mode::kChallenge : Mode::kQuick;
  return verdict;
}

}  // namespace cred
