// SPDX-License-Identifier: Apache-2.0
#include "verify/judgement.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "cred/codec/unicode.h"
#include "cred/credential/passport_check.h"
#include "cred/credential/uscc.h"
#include "cred/status/list.h"

namespace cred::verification {

namespace {

// docs/formats/presentation.md: how far a live code's time may be from ours.
constexpr std::chrono::seconds kQuickPast{60};
constexpr std::chrono::seconds kQuickFuture{30};
constexpr std::chrono::seconds kAnswerWindow = std::chrono::hours(24);  // the nonce is the freshness

std::string seconds_text(std::chrono::seconds seconds) {
  return std::to_string(seconds.count()) + " s";
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
    holder();
    passport();
    employer();
    binding();
    freshness();
    permission();
    remember();
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
    if (!token_.status) {
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

  bool expired() const { return Day::of(latest_) > token_.terms.valid_until; }
  bool not_yet() const { return !clock_suspect_ && Day::of(with_.now) < token_.terms.valid_from; }

  void validity() {
    const std::string found = Day::of(latest_).to_text();
    if (expired())
      return find(Check::kValidity, Reason::kExpired, "until " + token_.terms.valid_until.to_text(), found);
    if (not_yet())
      return find(Check::kValidity, Reason::kNotYetValid, "from " + token_.terms.valid_from.to_text(), found);
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

  /// Whether a live code is fresh, for this question and for the first time. With a challenge only its
  /// answer counts; without one a live code must be a quick one.
  void holder() {
    verdict_.binding = Binding::kBearer;
    if (!token_.live && !with_.challenge) return;
    if (with_.challenge ? !answers_challenge() : !is_fresh_quick_code()) return;
    if (is_replay()) return;
    verdict_.binding = Binding::kHolderProven;
    pass(Check::kHolder);
  }

  bool is_fresh_quick_code() {
    const auto& live = *token_.live;
    if (live.nonce()) {
      find(Check::kHolder, Reason::kNonce, "a quick code", "an answer to a challenge");
      return false;
    }
    return is_for(trust::name(with_.role)) && is_within(kQuickPast, kQuickFuture);
  }

  bool answers_challenge() {
    const auto& asked = *with_.challenge;
    if (!token_.live || !token_.live->nonce()) {
      find(Check::kHolder, Reason::kNonce, "the answer to the challenge",
           token_.live ? "a quick code" : "a print");
      return false;
    }
    if (!is_for(asked.audience)) return false;
    if (*token_.live->nonce() != asked.nonce) {
      find(Check::kHolder, Reason::kNonce, "the nonce of this challenge", "another");
      return false;
    }
    return is_open(asked) && is_within(kAnswerWindow, kAnswerWindow);
  }

  bool is_for(std::string_view audience) {
    if (token_.live->audience() == audience) return true;
    find(Check::kHolder, Reason::kAudience, std::string(audience), std::string(token_.live->audience()));
    return false;
  }

  /// A nonce of this store's own, not used and not too old.
  bool is_open(const AwaitedAnswer& asked) {
    if (!asked.made) {
      find(Check::kHolder, Reason::kNonce, "a challenge made here", "one this store does not know");
      return false;
    }
    if (asked.used) {
      find(Check::kHolder, Reason::kNonce, "a challenge not yet answered", "one whose answer was accepted");
      return false;
    }
    const auto age = with_.now < *asked.made ? *asked.made - with_.now : with_.now - *asked.made;
    if (age <= kChallengeLife) return true;
    find(Check::kHolder, Reason::kNonce, "a challenge of the last " + seconds_text(kChallengeLife),
         "one made " + to_text(*asked.made));
    return false;
  }

  bool is_within(std::chrono::seconds past, std::chrono::seconds future) {
    const auto iat = token_.live->iat();
    if (with_.now - past <= iat && iat <= with_.now + future) return true;
    find(Check::kHolder, Reason::kPresentationOld,
         "made between " + to_text(with_.now - past) + " and " + to_text(with_.now + future), to_text(iat));
    return false;
  }

  bool is_replay() {
    if (!with_.replay) return false;
    verdict_.seen_at = with_.replay->seen(token_.live->identity(), with_.now);
    if (!verdict_.seen_at) return false;
    find(Check::kHolder, Reason::kReplay, "a code not shown before",
         "one accepted " + to_text(*verdict_.seen_at));
    return true;
  }

  void passport() {
    if (!with_.passport) return;
    if (!compare_passport() || !compare_name()) return;
    if (verdict_.binding == Binding::kBearer) verdict_.binding = Binding::kCardMatched;
  }

  /// Number and birth date: read where they are shown, else against the check.
  bool compare_passport() {
    const auto& asked = *with_.passport;
    if (token_.shown.identity) return compare_identity(*token_.shown.identity, asked);
    if (!token_.shown.passport) {
      find(Check::kPassport, Reason::kNotShown, "a passport to compare", "a code that does not show it");
      return false;
    }
    const auto match = credential::match_passport(*token_.shown.passport, asked.number, asked.birth_date,
                                                  Day::of(with_.now));
    if (!match) {
      find(Check::kPassport, Reason::kNotShown, "a passport to compare", match.error().detail);
      return false;
    }
    if (*match == credential::PassportMatch::kNoMatch) {
      find(Check::kPassport, Reason::kPassport, "the passport named in the permit", "another");
      return false;
    }
    pass(Check::kPassport);
    return true;
  }

  bool compare_identity(const credential::Identity& identity, const PassportToCompare& asked) {
    const auto number = codec::fold_number(asked.number);
    const auto named = codec::fold_number(identity.passport_number);
    if (number != named) {
      find(Check::kPassport, Reason::kPassport, named, number);
      return false;
    }
    if (asked.birth_date != identity.birth_date) {
      find(Check::kPassport, Reason::kBirthDate, identity.birth_date.to_text(), asked.birth_date.to_text());
      return false;
    }
    pass(Check::kPassport);
    return true;
  }

  /// A near name is for a person to look at: no mismatch, and it raises nothing.
  bool compare_name() {
    if (!with_.mrz_name) return true;
    if (!token_.shown.name) {
      find(Check::kPassport, Reason::kNotShown, "a name to compare", "a code that does not show it");
      return false;
    }
    verdict_.name_match = credential::match_name(*with_.mrz_name, token_.shown.name->passport);
    if (*verdict_.name_match == credential::NameMatch::kMatch) return true;
    const std::string named(token_.shown.name->passport);
    if (*verdict_.name_match == credential::NameMatch::kNo)
      find(Check::kPassport, Reason::kName, named, with_.mrz_name->field);
    else
      verdict_.check(Check::kPassport) = {CheckResult::kPassed, std::nullopt, named, with_.mrz_name->field};
    return false;
  }

  void employer() {
    if (!with_.employer) return;
    if (!token_.employer) {
      return find(Check::kEmployer, Reason::kNotShown, "an employer to compare",
                  "a code that does not show it");
    }
    const auto asked = credential::normalised_uscc(*with_.employer);
    const auto named = credential::normalised_uscc(token_.employer->uscc);
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

  /// A code that passed everything counts once; one that anything was held against may be shown again.
  void remember() {
    const bool accepted = verdict_.code == VerdictCode::kValid || verdict_.code == VerdictCode::kValidStale;
    if (accepted && token_.live) verdict_.remember = token_.live->identity();
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
    // A list signed before the document cannot have revoked it: a free index reads INVALID too.
    if (is(status::Status::kRevoked))
      return token_.list->iat() < token_.claims.iat ? Permission::kUnknown : Permission::kRevoked;
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
