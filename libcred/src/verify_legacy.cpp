// SPDX-License-Identifier: Apache-2.0
//
// Everything is computed and the gravest finding wins, as for a code (docs/reasons.md). What a register does
// not say is never guessed: a number names no region, and an old card's face no end.
#include "cred/verify_legacy.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "cred/legacy/number.h"

namespace cred {

namespace {

using legacy::CardPermission;
using legacy::CardState;

/// What all registers together answered.
struct Answers {
  std::vector<std::pair<legacy::Record, std::size_t>> cards;  // with the register that says so
  std::optional<Error> fault;                                 // of a register that could not answer
};

Answers ask(const CardQuestion& question, std::span<const HeldRegister> registers) {
  Answers answers;
  for (std::size_t i = 0; i < registers.size(); ++i) {
    const auto& cards = registers[i].cards;
    const auto key = legacy::derive_card_key(question.number, question.birth_date, cards.header().salt);
    const auto found = key ? cards.find(*key) : tl::unexpected(key.error());
    if (!found) {
      answers.fault = Error{found.error().reason, registers[i].iss + ": " + found.error().detail};
      continue;
    }
    for (const auto& record : *found) answers.cards.emplace_back(record, i);
  }
  return answers;
}

/// The latest card, or the latest of those printed on the day asked for. Two authorities that both know the
/// card: who decided last.
std::optional<std::pair<legacy::Record, std::size_t>> pick(const Answers& answers,
                                                           std::optional<Day> issued) {
  std::optional<std::pair<legacy::Record, std::size_t>> picked;
  const auto rank = [](const legacy::Record& record) {
    return std::tuple(record.sequence, record.issued, record.event_date);
  };
  for (const auto& card : answers.cards) {
    if (issued && card.first.issued != *issued) continue;
    if (!picked || rank(card.first) >= rank(picked->first)) picked = card;
  }
  return picked;
}

class CardJudgement {
 public:
  CardJudgement(const CardQuestion& question, const LegacyContext& with, Verdict& verdict)
      : question_(question),
        with_(with),
        policy_(with.trust->policy()),
        verdict_(verdict),
        clock_suspect_(with.now + std::chrono::seconds(policy_.clock_tolerance) < with.clock_floor),
        latest_(std::max(with.now, with.clock_floor)) {}

  void judge() {
    list();
    clock();
    const auto answers = ask(question_, with_.registers);
    // A register that could not answer may know better: no green, no "not in the list" beside it.
    if (answers.fault) unanswered(*answers.fault);
    if (const auto card = pick(answers, question_.issued)) {
      verdict_.card = card->first;
      used_ = card->second;
      found(card->first);
    } else if (!answers.fault) {
      not_found(answers);
    }
    verdict_.bundle_as_of = with_.trust->head().content().issued;
    verdict_.status_as_of = as_of();
    // That somebody needs no permit rests on no data of ours.
    if (verdict_.code != VerdictCode::kExemptPermanentResident) freshness();
  }

 private:
  void pass(Check check) { verdict_.check(check).result = CheckResult::kPassed; }

  void find(Check check, Reason reason, const std::string& expected, const std::string& found) {
    auto& entry = verdict_.check(check);
    if (entry.result != CheckResult::kFailed) entry = {CheckResult::kFailed, reason, expected, found};
    if (verdict_of(reason) >= verdict_.code) return;
    verdict_.code = verdict_of(reason);
    verdict_.reason = reason;
    verdict_.detail = "expected " + expected + ", found " + found;
  }

  /// Named beside every answer: whose lists, of which regions, of when.
  void list() {
    for (const auto& held : with_.registers) {
      const auto& header = held.cards.header();
      verdict_.lists.push_back({held.iss, header.regions, header.as_of});
    }
  }

  void clock() {
    if (!clock_suspect_) return pass(Check::kClock);
    find(Check::kClock, Reason::kClockBeforeData, "at or after " + to_text(with_.clock_floor),
         to_text(with_.now));
  }

  void found(const legacy::Record& card) {
    if (card.state == CardState::kDual && verdict_.code == VerdictCode::kValidLegacy)
      verdict_.code = VerdictCode::kValidDual;
    state(card);
    validity(card);
    employer(card);
    verdict_.permission =
        permission_of(card, today(), clock_suspect_ ? std::nullopt : std::optional(Day::of(with_.now)));
  }

  void state(const legacy::Record& card) {
    if (verdict_.check(Check::kStatus).result != CheckResult::kFailed) pass(Check::kStatus);
    if (const auto reason = reason_of(card.state))
      find(Check::kStatus, *reason, "a card in force", std::string(name(card.state)));
    if (const auto reason = reason_of(card.permission))
      find(Check::kStatus, *reason, "a permission in force", std::string(word(*reason)));
  }

  Day today() const { return Day::of(latest_); }
  bool expired(const legacy::Record& card) const {
    return card.permission_end && *card.permission_end < today();
  }
  bool not_yet(const legacy::Record& card) const {
    return !clock_suspect_ && Day::of(with_.now) < card.issued;
  }

  void validity(const legacy::Record& card) {
    if (card.kind != legacy::DocumentKind::kCard)
      return find(Check::kValidity, Reason::kExpired, "a card of 2017 or later",
                  std::string(name(card.kind)));
    if (expired(card))
      return find(Check::kValidity, Reason::kExpired, "until " + card.permission_end->to_text(),
                  today().to_text());
    if (not_yet(card))
      return find(Check::kValidity, Reason::kNotYetValid, "from " + card.issued.to_text(),
                  Day::of(with_.now).to_text());
    if (!clock_suspect_) pass(Check::kValidity);
  }

  void employer(const legacy::Record& card) {
    if (!question_.employer) return;
    if (legacy::employer_check(*question_.employer) == card.employer) return pass(Check::kEmployer);
    find(Check::kEmployer, Reason::kEmployerMismatch, std::string(*question_.employer), "another employer");
  }

  void not_found(const Answers& answers) {
    const auto number = legacy::normalised_number(question_.number);
    if (number && legacy::is_permanent_resident(*number, question_.birth_date)) {
      verdict_.code = VerdictCode::kExemptPermanentResident;
      verdict_.reason = Reason::kExemptPermanentResident;
      verdict_.detail = "the number has the form of a permanent resident's card";
      return;
    }
    if (!answers.cards.empty()) {
      return find(Check::kStatus, Reason::kNotInList, "a card issued " + question_.issued->to_text(),
                  std::to_string(answers.cards.size()) + " of this number, issued on other days");
    }
    if (const auto why = uncovered())
      return find(Check::kStatus, Reason::kNoListForRegion, "a list that covers this card", *why);
    find(Check::kStatus, Reason::kNotInList, "a card of this number and birth date",
         "none in the lists held");
  }

  /// Why "not in the lists" would say nothing of this card.
  std::optional<std::string> uncovered() const {
    if (with_.registers.empty() && with_.not_held.empty()) return "no list held";
    if (!with_.not_held.empty()) return "the list of " + with_.not_held.front() + " not held";
    if (!question_.region) return std::nullopt;
    for (const auto& held : with_.registers) {
      for (const auto region : held.cards.header().regions)
        if (region.covers(*question_.region)) return std::nullopt;
    }
    return "no list of " + question_.region->to_text() + " held";
  }

  void unanswered(const Error& fault) {
    // A value that no record has is one this version does not know: neither green nor red.
    const auto reason = fault.reason == Reason::kClaims ? Reason::kStatusValue : Reason::kStatusListMissing;
    find(Check::kStatus, reason, "an answer of every list held", fault.detail);
  }

  /// The as-of that counts: of the register that answered, or the oldest of all that did not know.
  std::optional<Instant> as_of() const {
    if (used_) return with_.registers[*used_].cards.header().as_of;
    std::optional<Instant> oldest;
    for (const auto& list : verdict_.lists)
      if (!oldest || list.as_of < *oldest) oldest = list.as_of;
    return oldest;
  }

  void freshness() {
    const auto& root = with_.trust->root().content();
    const auto& head = with_.trust->head().content();
    const auto oldest = std::min(head.issued, verdict_.status_as_of.value_or(head.issued));
    const auto bundle_end = std::min(with_.trust->issuers().content().expires, head.expires);
    const auto age = std::max<std::int64_t>(0, std::chrono::seconds(latest_ - oldest).count());
    const auto& limits = policy_.of(with_.role);
    const bool aging = static_cast<std::uint64_t>(age) > limits.fresh;
    if (static_cast<std::uint64_t>(age) > limits.stale)
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
    verdict_.freshness = !verdict_.status_as_of ? Freshness::kUnknown
                         : aging                ? Freshness::kAging
                                                : Freshness::kFresh;
    pass(Check::kFreshness);
  }

  const CardQuestion& question_;
  const LegacyContext& with_;
  const trust::Policy& policy_;
  Verdict& verdict_;
  bool clock_suspect_;
  Instant latest_;  // the later of clock and floor: a slow clock never hides an end
  std::optional<std::size_t> used_;
};

Verdict stopped(Verdict verdict, Check check, Reason reason, std::string detail) {
  verdict.code = verdict_of(reason);
  verdict.reason = reason;
  verdict.detail = std::move(detail);
  verdict.check(check) = {CheckResult::kFailed, reason, {}, {}};
  return verdict;
}

}  // namespace

std::optional<Reason> reason_of(CardState state) {
  constexpr std::array<std::optional<Reason>, 7> kReasons = {
      std::nullopt,       std::nullopt,     Reason::kSuperseded, Reason::kLost,
      Reason::kCancelled, Reason::kRevoked, Reason::kSuspended};
  return kReasons[static_cast<std::size_t>(state)];
}

std::optional<Reason> reason_of(CardPermission permission) {
  constexpr std::array<std::optional<Reason>, 4> kReasons = {std::nullopt, Reason::kCancelled,
                                                             Reason::kRevoked, Reason::kSuspended};
  return kReasons[static_cast<std::size_t>(permission)];
}

Permission permission_of(const legacy::Record& card, Day latest, std::optional<Day> today) {
  if (card.permission == CardPermission::kRevoked || card.state == CardState::kRevoked)
    return Permission::kRevoked;
  if (card.permission == CardPermission::kCancelled || card.state == CardState::kCancelled)
    return Permission::kCancelled;
  if (card.permission_end && *card.permission_end < latest) return Permission::kExpired;
  if (card.permission == CardPermission::kSuspended || card.state == CardState::kSuspended)
    return Permission::kSuspended;
  if (today && *today < card.issued) return Permission::kNotYet;
  return card.permission_end && today ? Permission::kInForce : Permission::kUnknown;
}

Verdict verify_legacy(const CardQuestion& question, const LegacyContext& with) {
  Verdict verdict;
  verdict.now = with.now;
  verdict.mode = Mode::kLegacy;
  verdict.code = VerdictCode::kValidLegacy;
  if (const auto number = legacy::normalised_number(question.number); !number)
    return stopped(std::move(verdict), Check::kText, Reason::kNotOurs, number.error().detail);
  verdict.check(Check::kText).result = CheckResult::kPassed;
  if (!with.trust)
    return stopped(std::move(verdict), Check::kIssuer, Reason::kNoBundle, "no trust data are held");
  // The photo on the card is compared by a person; no check of ours raises this.
  verdict.binding = Binding::kBearer;
  CardJudgement(question, with, verdict).judge();
  return verdict;
}

}  // namespace cred
