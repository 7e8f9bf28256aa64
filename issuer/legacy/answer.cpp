// SPDX-License-Identifier: Apache-2.0
#include "issuer/legacy/answer.h"

#include <algorithm>

#include "cred/verify_legacy.h"
#include "issuer/json.h"

namespace cred::issuer {

namespace {

using legacy::CardState;
using legacy::Record;

std::optional<Reason> reason_of(const Record& record, Day today) {
  const auto worst = [](std::optional<Reason> a, std::optional<Reason> b) {
    if (!a || !b) return a ? a : b;
    return verdict_of(*a) <= verdict_of(*b) ? a : b;
  };
  auto reason = worst(cred::reason_of(record.state), cred::reason_of(record.permission));
  const bool ended = record.permission_end && *record.permission_end < today;
  if (record.kind != legacy::DocumentKind::kCard || ended) return worst(reason, Reason::kExpired);
  if (today < record.issued) reason = worst(reason, Reason::kNotYetValid);
  return reason;
}

/// The flags of a card as it would be imported now.
Findings flags_of(const HeldCard& card, const RowRules& rules) {
  const auto json = parse_json(card.content);
  if (!json) return {};
  RowTexts texts;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto* value = json->find(kColumnNames[i]);
    if (value != nullptr) texts[i] = value->text;
  }
  auto findings = read_row(texts, rules).findings;
  std::erase_if(findings, [](const Finding& finding) { return finding.kind != FindingKind::kFlagged; });
  return findings;
}

bool is_green(VerdictCode code) {
  return code == VerdictCode::kValidLegacy || code == VerdictCode::kValidDual;
}

class Counting {
 public:
  Counting(const RowRules& rules, Instant now) : rules_(rules), now_(now) {}

  void take(const HeldCard& card, const Record& record) {
    ++sunset_.cards;
    const auto verdict = answer(record, now_);
    ++sunset_.verdicts[verdict.code];
    const auto flags = flags_of(card, rules_);
    for (const auto& flag : flags) ++sunset_.flags[std::string(flag.word)];
    if (!flags.empty()) ++sunset_.flagged;
    if (!is_green(verdict.code)) return;
    const auto end = *record.permission_end;
    ++sunset_.ending[end.yyyymmdd() / 100];
    if (!sunset_.last || *sunset_.last < end) sunset_.last = end;
  }
  Sunset finish() { return std::move(sunset_); }

 private:
  const RowRules& rules_;
  Instant now_;
  Sunset sunset_;
};

}  // namespace

const Electronic* NumberRecord::electronic(Day today) const {
  const auto rank = [&](const Electronic& permit) {
    return std::pair(permit.valid_from <= today, permit.decided);
  };
  const Electronic* last = nullptr;
  for (const auto& permit : electronics) {
    if (permit.decided <= today && (last == nullptr || rank(permit) >= rank(*last))) last = &permit;
  }
  return last;
}

cli::Outcome<NumberRecord> read_number(Registry& registry, std::string_view number, Day today) {
  CLI_TRY(auto cards, registry.cards().cards(number));
  CLI_TRY(auto decisions, registry.cards().decisions(number));
  CLI_TRY(auto permits, electronics_of(registry, number, today));
  return NumberRecord{std::string(number), std::move(cards), std::move(decisions), std::move(permits)};
}

Verdict answer(const Record& record, Instant now) {
  const auto today = Day::of(now);
  Verdict verdict;
  verdict.mode = Mode::kLegacy;
  verdict.now = now;
  verdict.card = record;
  verdict.reason = reason_of(record, today);
  verdict.code = record.state == CardState::kDual ? VerdictCode::kValidDual : VerdictCode::kValidLegacy;
  if (verdict.reason) verdict.code = verdict_of(*verdict.reason);
  verdict.permission = permission_of(record, today, today);
  return verdict;
}

Verdict unknown(Instant now) {
  Verdict verdict;
  verdict.mode = Mode::kLegacy;
  verdict.now = now;
  verdict.code = VerdictCode::kUnknown;
  verdict.reason = Reason::kNotInList;
  return verdict;
}

std::size_t Sunset::in_force() const {
  std::size_t green = 0;
  for (const auto& [code, count] : verdicts) green += is_green(code) ? count : 0;
  return green;
}

cli::Outcome<Sunset> sunset(Registry& registry, const RowRules& rules, const trust::Policy& policy,
                            Instant now) {
  const auto today = Day::of(now);
  CLI_TRY(const auto permits, electronics(registry, today));
  CLI_TRY(const auto decisions, decisions_by_number(registry.cards()));
  Counting counting(rules, now);
  CLI_CHECK(registry.cards().each_card([&](const HeldCard& card) -> cli::Outcome<void> {
    counting.take(card, record_on(card, {known_of(decisions, card.number), known_of(permits, card.number),
                                         policy, today}));
    return {};
  }));
  return counting.finish();
}

}  // namespace cred::issuer
