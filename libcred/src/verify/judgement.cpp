// SPDX-License-Identifier: Apache-2.0
#include "verify/judgement.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "cred/credential/passport_check.h"
#include "cred/credential/uscc.h"
#include "cred/status/list.h"

namespace cred::verification {

namespace {

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

  void find(Check check, Reason reason, const std::string& expected, const std::string& found) {
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

}  // namespace

void judge(const Genuine& token, const VerifyContext& with, Verdict& verdict) {
  Judgement(token, with, verdict).judge();
}

}  // namespace cred::verification
