// SPDX-License-Identifier: Apache-2.0
//
// Order is law, and it stands in two functions. authenticate(): the first failure ends the check and nothing
// of the code is shown. judge(): everything is computed, and the gravest finding wins (docs/reasons.md).
#include "cred/verify.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "cred/credential/passport_check.h"
#include "cred/credential/permit.h"
#include "cred/credential/uscc.h"
#include "cred/cwt/claims.h"
#include "cred/qr/text.h"

namespace cred {

namespace {

/// Where authenticate() stopped, and why.
struct Stopped {
  Check check;
  Error error;
  bool after_claims = false;  // the powers of a known key are asked last, once signature and claims stand
};

template <class T>
using Step = tl::expected<T, Stopped>;

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

/// A token that a trusted authority signed within its powers, with its status if the list is held.
struct Genuine {
  const trust::Entry* issuer;
  cwt::Claims claims;
  credential::StaticPermit permit;
  std::optional<status::HeldList> list;
  std::optional<std::uint8_t> status;  // none: list or block missing
};

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

/// The second half: findings about a genuine token.
class Judgement {
 public:
  Judgement(const Genuine& token, const VerifyContext& with, Verdict& verdict)
      : token_(token),
        with_(with),
        policy_(with.trust->policy()),
        verdict_(verdict),
        tolerance_(policy_.clock_tolerance),
        clock_suspect_(with.now + tolerance_ < with.clock_floor),
        latest_(std::max(with.now, with.clock_floor)) {}

  void judge() {
    status();
    validity();
    clock();
    passport();
    employer();
    binding();
    freshness();
    permission();
  }

 private:
  void pass(Check check) { verdict_.check(check).result = CheckResult::kPassed; }

  void find(Check check, Reason reason, std::string expected, std::string found) {
    auto& entry = verdict_.check(check);
    if (entry.result != CheckResult::kFailed) {
      entry = {CheckResult::kFailed, reason, expected, found};
    }
    // A graver finding replaces a lighter one; of two equals the first stays.
    if (verdict_of(reason) >= verdict_.code) return;
    verdict_.code = verdict_of(reason);
    verdict_.reason = reason;
    verdict_.detail = "expected " + expected + ", found " + found;
  }

  void status() {
    if (!token_.list || !token_.status) {
      return find(Check::kStatus, Reason::kStatusListMissing, "a status list that covers this permit",
                  "none held");
    }
    const auto known = status::status_from(*token_.status);
    if (!known)
      return find(Check::kStatus, Reason::kStatusValue, "a known status",
                  "value " + std::to_string(*token_.status));
    switch (*known) {
      case status::Status::kValid:
        return pass(Check::kStatus);
      case status::Status::kRevoked:
        return find(Check::kStatus, Reason::kRevoked, "valid", "revoked");
      case status::Status::kSuspended:
        return find(Check::kStatus, Reason::kSuspended, "valid", "suspended");
      case status::Status::kSuperseded:
        return find(Check::kStatus, Reason::kSuperseded, "valid", "superseded");
      case status::Status::kCancelled:
        return find(Check::kStatus, Reason::kCancelled, "valid", "cancelled");
      case status::Status::kLost:
        return find(Check::kStatus, Reason::kLost, "valid", "lost");
    }
  }

  bool expired() const { return Day::of(latest_) > token_.permit.valid_until; }
  bool not_yet() const { return !clock_suspect_ && Day::of(with_.now) < token_.permit.valid_from; }

  void validity() {
    const std::string found = Day::of(latest_).to_text();
    if (expired())
      return find(Check::kValidity, Reason::kExpired, "until " + token_.permit.valid_until.to_text(), found);
    if (not_yet())
      return find(Check::kValidity, Reason::kNotYetValid, "from " + token_.permit.valid_from.to_text(),
                  found);
    if (!clock_suspect_) pass(Check::kValidity);
  }

  void clock() {
    if (clock_suspect_) {
      return find(Check::kClock, Reason::kClockBeforeData, "at or after " + to_text(with_.clock_floor),
                  to_text(with_.now));
    }
    if (token_.claims.iat > with_.now + tolerance_ && !not_yet()) {
      return find(Check::kClock, Reason::kIssuedInFuture, "issued before " + to_text(with_.now),
                  to_text(token_.claims.iat));
    }
    pass(Check::kClock);
  }

  void passport() {
    verdict_.binding = Binding::kBearer;
    if (!with_.passport) return;
    const auto match = credential::match_passport(token_.permit.passport, with_.passport->number,
                                                  with_.passport->birth_date, Day::of(with_.now));
    if (!match)
      return find(Check::kPassport, Reason::kNotShown, "a passport to compare", match.error().detail);
    if (*match == credential::PassportMatch::kNoMatch) {
      return find(Check::kPassport, Reason::kPassport, "the passport named in the permit", "another");
    }
    verdict_.binding = Binding::kCardMatched;
    pass(Check::kPassport);
  }

  void employer() {
    if (!with_.employer) return;
    const auto asked = credential::normalised_uscc(*with_.employer);
    const auto named = credential::normalised_uscc(token_.permit.employer_uscc);
    if (asked != named) return find(Check::kEmployer, Reason::kEmployerMismatch, asked, named);
    pass(Check::kEmployer);
  }

  void binding() {
    // MinimumBinding and Binding rise in the same steps.
    const auto minimum = static_cast<Binding>(policy_.of(with_.role).minimum_binding);
    if (*verdict_.binding < minimum) {
      find(Check::kHolder, Reason::kBindingTooLow, std::string(name(minimum)),
           std::string(name(*verdict_.binding)));
    }
  }

  void freshness() {
    const auto& root = with_.trust->root().content();
    const auto& issuers = with_.trust->issuers().content();
    const auto& head = with_.trust->head().content();
    verdict_.bundle_as_of = head.issued;
    auto oldest = head.issued;
    auto bundle_end = std::min(issuers.expires, head.expires);
    if (token_.list) {
      verdict_.status_as_of = token_.list->iat();
      oldest = std::min(oldest, token_.list->iat());
      if (token_.list->exp()) bundle_end = std::min(bundle_end, *token_.list->exp());
    }
    const auto age = std::chrono::seconds(latest_ - oldest).count();
    const auto& limits = policy_.of(with_.role);
    const bool old = age > 0 && static_cast<std::uint64_t>(age) > limits.stale;
    const bool aging = age > 0 && static_cast<std::uint64_t>(age) > limits.fresh;
    if (old)
      find(Check::kFreshness, Reason::kDataOld, "at most " + std::to_string(limits.stale) + " s old",
           std::to_string(age) + " s");
    if (latest_ >= bundle_end)
      find(Check::kFreshness, Reason::kBundleExpired, "before " + to_text(bundle_end), to_text(latest_));
    if (latest_ >= root.expires)
      find(Check::kFreshness, Reason::kRootExpired, "before " + to_text(root.expires), to_text(latest_));
    if (verdict_.check(Check::kFreshness).result == CheckResult::kFailed) {
      verdict_.freshness = Freshness::kStale;
      return;
    }
    verdict_.freshness = !token_.list ? Freshness::kUnknown : aging ? Freshness::kAging : Freshness::kFresh;
    pass(Check::kFreshness);
  }

  /// What is known of the permission itself, apart from this document (domain: a document proves a status, it
  /// is not it).
  void permission() { verdict_.permission = known_permission(); }

  Permission known_permission() const {
    if (is(status::Status::kRevoked)) return Permission::kRevoked;
    if (is(status::Status::kCancelled)) return Permission::kCancelled;
    if (expired()) return Permission::kExpired;
    if (is(status::Status::kSuspended)) return Permission::kSuspended;
    if (not_yet()) return Permission::kNotYet;
    // A lost document leaves the permission as it was; a replaced one says nothing of what replaced it.
    const bool stands = is(status::Status::kValid) || is(status::Status::kLost);
    return stands && !clock_suspect_ ? Permission::kInForce : Permission::kUnknown;
  }

  bool is(status::Status status) const {
    return token_.status.has_value() && token_.status.value() == static_cast<std::uint8_t>(status);
  }

  const Genuine& token_;
  const VerifyContext& with_;
  const trust::Policy& policy_;
  Verdict& verdict_;
  std::chrono::seconds tolerance_;
  bool clock_suspect_;
  Instant latest_;  // the later of clock and floor: a slow clock never hides an end
};

Facts facts_of(const Genuine& token) {
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

Verdict stopped(const Stopped& where, const VerifyContext& with) {
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
  const auto genuine = authenticate(token, with);
  if (!genuine) return stopped(genuine.error(), with);

  Verdict verdict;
  verdict.now = with.now;
  verdict.code = VerdictCode::kValid;
  verdict.mode = Mode::kStatic;
  verdict.facts = facts_of(*genuine);
  for (const auto check : kAuthentication) verdict.check(check).result = CheckResult::kPassed;
  Judgement(*genuine, with, verdict).judge();
  return verdict;
}

}  // namespace cred
