// SPDX-License-Identifier: Apache-2.0
#include "issuer/legacy/plausibility.h"

#include <fmt/format.h>

#include "issuer/legacy/columns.h"

namespace cred::issuer {

namespace {

using legacy::CardEvent;
using legacy::CardState;
using legacy::DocumentKind;

constexpr std::uint8_t kCategoryC = 3;
constexpr unsigned kYears = 5;  // A and B
constexpr unsigned kYearsOfC = 1;
constexpr std::uint32_t kPilot = 20161101;      // the first cards
constexpr std::uint32_t kCardsOnly = 20170401;  // no other kind since

unsigned years_of(std::uint8_t category) {
  return category == kCategoryC ? kYearsOfC : kYears;
}

/// The last of `years` years that begin on `first`.
Day last_of_years(Day first, unsigned years) {
  const auto number = first.yyyymmdd() + years * 10000;
  // 29 February has no anniversary in most years: the term ends on 28 February.
  const auto anniversary = Day::from_yyyymmdd(number);
  if (!anniversary) return *Day::from_yyyymmdd(number - 1);
  return Day::of(anniversary->start() - std::chrono::seconds(1));
}

bool was_decided_again(CardEvent event) {
  return event == CardEvent::kExtension || event == CardEvent::kChange || event == CardEvent::kTransfer ||
         event == CardEvent::kPassportChange;
}

}  // namespace

Day last_lawful_end(std::uint8_t category, Day cut_over) {
  return last_of_years(Day::of(cut_over.start() - std::chrono::seconds(1)), years_of(category));
}

void flag_implausible(const CardFacts& card, Day cut_over, Findings& findings) {
  const auto& record = card.record;
  const auto flag = [&](Column column, std::string_view word, std::string detail) {
    findings.push_back({FindingKind::kFlagged, name(column), word, {}, {}, std::move(detail)});
  };
  const auto until = card.valid_until.to_text();
  const auto decided = record.event_date.to_text();
  const bool good = record.state == CardState::kCurrent || record.state == CardState::kDual;
  const bool is_card = record.kind == DocumentKind::kCard;

  if (is_card && record.issued >= cut_over) {
    flag(Column::kFirstIssueDate, "issued-after-cut-over",
         fmt::format("issued {}, and no card was printed from {} on", record.issued.to_text(),
                     cut_over.to_text()));
  }
  if (is_card && record.issued.yyyymmdd() < kPilot)
    flag(Column::kFirstIssueDate, "kind-and-date",
         "a card issued " + record.issued.to_text() + ", before there were any");
  if (!is_card && record.issued.yyyymmdd() >= kCardsOnly)
    flag(Column::kDocType, "kind-and-date",
         fmt::format("a document of a kind that ended before {}", record.issued.to_text()));
  if (!is_card && good && card.status == "active")
    flag(Column::kStatus, "kind-ended", "active, and no document of this kind is valid any more");
  if (is_card && good && card.valid_until > last_lawful_end(record.category, cut_over)) {
    flag(Column::kValidUntil, "end-too-late",
         fmt::format("until {}, and no card of its category can last beyond {}", until,
                     last_lawful_end(record.category, cut_over).to_text()));
  }
  if (card.valid_from && card.valid_until < *card.valid_from)
    flag(Column::kValidUntil, "end-before-begin",
         fmt::format("until {}, from {}", until, card.valid_from->to_text()));
  if (card.valid_from && is_card &&
      card.valid_until > last_of_years(*card.valid_from, years_of(record.category))) {
    flag(Column::kValidUntil, "term-too-long",
         fmt::format("from {} until {}: more than {} year{}", card.valid_from->to_text(), until,
                     years_of(record.category), years_of(record.category) == 1 ? "" : "s"));
  }
  if (record.issued <= card.birth_date)
    flag(Column::kBirthDate, "born-after-issue", "born " + card.birth_date.to_text());
  if (record.event_date < record.issued)
    flag(Column::kStatusDate, "status-before-issue",
         fmt::format("decided {}, issued {}", decided, record.issued.to_text()));
  if (card.status == "expired" && card.valid_until >= record.event_date) {
    flag(Column::kStatus, "ended-early",
         fmt::format("expired on {}, and valid until {}: taken as ended the day before", decided, until));
  }
  if (card.status == "active" && was_decided_again(record.event) && record.event_date >= cut_over) {
    flag(Column::kStatus, "decided-after-cut-over",
         fmt::format("active, and decided again on {}: an extension or change from {} on supersedes the card",
                     decided, cut_over.to_text()));
  }
  if (record.state == CardState::kSuperseded && was_decided_again(record.event) &&
      record.event_date < cut_over) {
    flag(Column::kStatus, "decided-before-cut-over",
         fmt::format("superseded, and decided on {}: a decision before {} leaves the card as it is", decided,
                     cut_over.to_text()));
  }
  if ((record.state == CardState::kSuperseded || record.state == CardState::kDual) && !card.names_electronic)
    flag(Column::kElectronicRef, "electronic-missing", "no electronic permit is named");
}

}  // namespace cred::issuer
