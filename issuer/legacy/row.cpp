// SPDX-License-Identifier: Apache-2.0
//
// What decides a verdict must be readable, or the row is refused; all else is kept as it can be and flagged:
// a card that is missing from the register is UNKNOWN to a policeman.
#include "issuer/legacy/row.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "cli/csv.h"
#include "cred/codec/unicode.h"
#include "cred/credential/uscc.h"
#include "issuer/json.h"
#include "issuer/legacy/normalise.h"
#include "issuer/legacy/plausibility.h"

namespace cred::issuer {

namespace {

using legacy::CardEvent;
using legacy::CardPermission;
using legacy::CardState;
using legacy::DocumentKind;

template <class Value>
struct Word {
  std::string_view word;
  Value value;
};

constexpr std::array kKinds = {Word{"work_permit_card", DocumentKind::kCard},
                               Word{"alien_employment_permit", DocumentKind::kEmploymentPermit},
                               Word{"foreign_expert_certificate", DocumentKind::kExpertPermit}};

struct Stated {
  CardState state;
  CardPermission permission;
  std::optional<CardEvent> event;  // none: the reason says it
};
constexpr std::array kStatuses = {
    Word{"active", Stated{CardState::kCurrent, CardPermission::kInForce, std::nullopt}},
    Word{"expired", Stated{CardState::kCurrent, CardPermission::kInForce, CardEvent::kIssued}},
    Word{"dual_electronic", Stated{CardState::kDual, CardPermission::kInForce, CardEvent::kReissueOnRequest}},
    Word{"superseded_electronic", Stated{CardState::kSuperseded, CardPermission::kInForce, std::nullopt}},
    Word{"lost", Stated{CardState::kLost, CardPermission::kInForce, CardEvent::kLoss}},
    Word{"cancelled", Stated{CardState::kCancelled, CardPermission::kCancelled, CardEvent::kCancellation}},
    Word{"revoked", Stated{CardState::kRevoked, CardPermission::kRevoked, CardEvent::kRevocation}},
    Word{"suspended", Stated{CardState::kSuspended, CardPermission::kSuspended, CardEvent::kSuspension}}};

// How a reason begins; the longer before the shorter.
constexpr std::array kReasons = {Word{"exten", CardEvent::kExtension},
                                 Word{"延期", CardEvent::kExtension},
                                 Word{"change_passport", CardEvent::kPassportChange},
                                 Word{"change", CardEvent::kChange},
                                 Word{"变更", CardEvent::kChange},
                                 Word{"transfer", CardEvent::kTransfer},
                                 Word{"card_reissued", CardEvent::kReissueAfterLoss},
                                 Word{"issued", CardEvent::kIssued},
                                 Word{"reissue", CardEvent::kReissueOnRequest}};

constexpr std::array kSexes = {Word{"M", 'M'}, Word{"F", 'F'}, Word{"X", 'X'}, Word{"男", 'M'},
                               Word{"女", 'F'}};

template <class Words>
auto find(const Words& words, std::string_view word) {
  const auto found = std::ranges::find(words, word, &Words::value_type::word);
  return found == words.end() ? std::nullopt : std::optional(found->value);
}

std::string lower(std::string text) {
  for (auto& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool is_alpha3(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// ICAO 9303 writes Germany as D; all other codes of an MRZ that are not ISO have three letters too.
std::string nationality_of(std::string code) {
  if (code == "D") code = "DEU";
  return code;
}

/// Reads the fields one by one, keeps what they become and says what it did.
class RowReader {
 public:
  RowReader(const RowTexts& texts, const RowRules& rules) : texts_(texts), rules_(rules) {}

  ReadRow read() {
    const auto number = permit_number();
    const auto sequence = card_sequence();
    record_.kind = word(Column::kDocType, kKinds, "kind").value_or(DocumentKind::kCard);
    category();
    for (const auto column : {Column::kSurname, Column::kGivenNames}) passport_name(column);
    if (values_[Column::kSurname].empty() && values_[Column::kGivenNames].empty())
      flag(Column::kSurname, "name-missing", "surname and given names are empty");
    sex();
    const auto birth_date = required_day(Column::kBirthDate);
    nationality();
    code(Column::kPassportNo);
    optional_day(Column::kPassportValidUntil);
    employer();
    for (const auto column : {Column::kNameNative, Column::kEmployerNameZh, Column::kPositionZh,
                              Column::kPositionEn, Column::kIssuingAuthorityZh})
      plain(column);
    region();
    const auto issued = required_day(Column::kFirstIssueDate);
    const auto valid_from = optional_day(Column::kValidFrom);
    const auto valid_until = required_day(Column::kValidUntil);
    const auto decided = required_day(Column::kStatusDate);
    keep(Column::kElectronicRef, single_spaced(narrowed(clean(Column::kElectronicRef))));
    status();

    ReadRow read{values_[Column::kPermitNo], values_[Column::kCardSeq], std::nullopt, {}};
    if (!refused_) {
      record_.sequence = *sequence;
      record_.issued = *issued;
      record_.event_date = *decided;
      record_.permission_end = *valid_until;
      if (status_ == "expired") end_before(*decided);
      flag_implausible(
          {record_, status_, *birth_date, valid_from, *valid_until, !values_[Column::kElectronicRef].empty()},
          rules_.cut_over, findings_);
      read.card =
          CardRow{*number, *sequence, *birth_date, record_, values_[Column::kElectronicRef], content()};
    }
    read.findings = std::move(findings_);
    return read;
  }

 private:
  std::string_view text(Column column) const { return texts_[static_cast<std::size_t>(column)]; }
  /// As text of ours; nothing is said yet.
  std::string clean(Column column) const { return without_steering(text(column)); }

  /// As much of a field as a report shows.
  std::string shown(Column column) const { return cli::beginning(text(column), codec::kMaxText); }

  void keep(Column column, std::string value) {
    if (value != text(column)) {
      findings_.push_back({FindingKind::kNormalised, name(column), {}, shown(column), value, {}});
    }
    if (value.size() > codec::kMaxText) {
      refuse(column, "text", fmt::format("{} octets, at most {}", value.size(), codec::kMaxText));
      return;
    }
    values_[column] = std::move(value);
  }
  void flag(Column column, std::string_view word, std::string detail) {
    findings_.push_back({FindingKind::kFlagged, name(column), word, shown(column), {}, std::move(detail)});
  }
  void refuse(Column column, std::string_view word, std::string detail) {
    refused_ = true;
    // What was normalised on the way to a refusal would say twice what stands there.
    std::erase_if(findings_, [&](const Finding& finding) {
      return finding.kind == FindingKind::kNormalised && finding.column == name(column);
    });
    findings_.push_back({FindingKind::kRefused, name(column), word, shown(column), {}, std::move(detail)});
  }

  void plain(Column column) { keep(column, single_spaced(clean(column))); }
  void code(Column column) { keep(column, code_form(clean(column))); }

  std::optional<std::string> permit_number() {
    code(Column::kPermitNo);
    const auto& kept = values_[Column::kPermitNo];
    auto number = legacy::normalised_number(kept);
    if (!number) {
      refuse(Column::kPermitNo, "number", "no letter A-Z and no digit in it");
      return std::nullopt;
    }
    if (is_rounded(kept)) {
      refuse(Column::kPermitNo, "number", "a spreadsheet has rounded it: let the column be text there");
      return std::nullopt;
    }
    const auto usual = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-'; };
    if (kept.size() < 6 || kept.size() > 32 || !std::ranges::all_of(kept, usual)) {
      flag(Column::kPermitNo, "number-form",
           "6 to 32 letters, digits and hyphens are usual; it is found as " + *number);
    }
    return std::move(*number);
  }

  std::optional<std::uint8_t> card_sequence() {
    code(Column::kCardSeq);
    const auto& digits = values_[Column::kCardSeq];
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc() && end == digits.data() + digits.size() && value >= 1 && value <= 255) {
      values_[Column::kCardSeq] = std::to_string(value);
      return static_cast<std::uint8_t>(value);
    }
    refuse(Column::kCardSeq, "sequence", "a number from 1 to 255 belongs here");
    return std::nullopt;
  }

  template <class Words>
  std::optional<decltype(Words::value_type::value)> word(Column column, const Words& words,
                                                         std::string_view reason) {
    keep(column, lower(code_form(clean(column))));
    const auto found = find(words, values_[column]);
    if (!found) {
      std::string all;
      for (const auto& known : words) all += (all.empty() ? "" : ", ") + std::string(known.word);
      refuse(column, reason, "none of " + all);
    }
    return found;
  }

  void category() {
    code(Column::kCategory);
    const auto& letter = values_[Column::kCategory];
    if (letter == "A" || letter == "B" || letter == "C") {
      record_.category = static_cast<std::uint8_t>(letter[0] - 'A' + 1);
    } else if (!letter.empty() || record_.kind == DocumentKind::kCard) {
      refuse(Column::kCategory, "category", "none of A, B, C");
    }
  }

  void passport_name(Column column) {
    keep(column, single_spaced(narrowed(clean(column))));
    if (values_[column].find_first_of("\",;:!?*#@&()[]{}<>=\\0123456789") == std::string::npos) return;
    flag(column, "name-characters", "a sign that passports do not write in names; kept as it is");
  }

  void sex() {
    code(Column::kSex);
    if (const auto known = find(kSexes, values_[Column::kSex])) {
      keep(Column::kSex, std::string(1, *known));
      return;
    }
    flag(Column::kSex, "sex", "none of M, F, X");
  }

  void nationality() {
    keep(Column::kNationality, nationality_of(code_form(clean(Column::kNationality))));
    if (!is_alpha3(values_[Column::kNationality]))
      flag(Column::kNationality, "nationality", "no code of three letters; kept as it is");
  }

  void employer() {
    code(Column::kEmployerUscc);
    const auto& uscc = values_[Column::kEmployerUscc];
    record_.employer = legacy::employer_check(uscc);
    if (uscc.empty()) {
      flag(Column::kEmployerUscc, "uscc-missing", "nobody can compare the employer");
    } else if (!credential::uscc_check_passes(uscc)) {
      // Some early codes are legal and fail.
      flag(Column::kEmployerUscc, "uscc-check", "its check character does not fit; kept as it is");
    }
  }

  void region() {
    code(Column::kRegionCode);
    const auto region = Region::from_text(values_[Column::kRegionCode]);
    if (!region) return refuse(Column::kRegionCode, "region", region.error().detail);
    if (std::ranges::none_of(rules_.regions, [&](Region own) { return own.covers(*region); }))
      refuse(Column::kRegionCode, "region", "not a region of this authority, whose register speaks for it");
  }

  std::optional<Day> optional_day(Column column) {
    const auto written = clean(column);
    const auto day = day_in(written);
    keep(column, day ? day->to_text() : single_spaced(written));
    if (!day && !values_[column].empty())
      flag(column, "date", "no day, or the year does not come first; kept as it is");
    return day;
  }

  std::optional<Day> required_day(Column column) {
    const auto written = clean(column);
    const auto day = day_in(written);
    if (day)
      keep(column, day->to_text());
    else
      refuse(column, "date",
             written.empty() ? "empty" : "no day of the calendar, or the year does not come first");
    return day;
  }

  void status() {
    keep(Column::kStatusReason, single_spaced(narrowed(clean(Column::kStatusReason))));
    const auto stated = word(Column::kStatus, kStatuses, "status");
    if (!stated) return;
    status_ = values_[Column::kStatus];
    record_.state = stated->state;
    record_.permission = stated->permission;
    record_.event = stated->event ? *stated->event : event_of_reason();
  }

  CardEvent event_of_reason() {
    const auto reason = lower(values_[Column::kStatusReason]);
    for (const auto& known : kReasons)
      if (reason.starts_with(known.word)) return known.value;
    flag(Column::kStatusReason, "reason", "says nothing of an issue, extension, change, transfer or reissue");
    // A card that was superseded for a reason we do not read stays so, whatever its day.
    return record_.state == CardState::kSuperseded ? CardEvent::kReissueOnRequest : CardEvent::kIssued;
  }

  /// The authority says that it ended: never later than that.
  void end_before(Day decided) {
    const auto eve = Day::of(decided.start() - std::chrono::seconds(1));
    if (eve < *record_.permission_end) record_.permission_end = eve;
  }

  std::string content() const {
    std::map<std::string_view, std::string_view> members;
    for (const auto& [column, value] : values_)
      if (!value.empty()) members.emplace(name(column), value);
    std::string json = "{";
    for (const auto& [key, value] : members)
      json += fmt::format(R"({}"{}":{})", json.size() == 1 ? "" : ",", key, json_string(value));
    return json + "}";
  }

  const RowTexts& texts_;
  const RowRules& rules_;
  std::map<Column, std::string> values_;
  Findings findings_;
  bool refused_ = false;
  std::string status_;
  legacy::Record record_{.sequence = 1,
                         .category = 0,
                         .kind = DocumentKind::kCard,
                         .state = CardState::kCurrent,
                         .permission = CardPermission::kInForce,
                         .event = CardEvent::kIssued,
                         .issued = *Day::from_yyyymmdd(20170401),
                         .event_date = *Day::from_yyyymmdd(20170401),
                         .permission_end = std::nullopt,
                         .successor = std::nullopt,
                         .employer = {}};
};

}  // namespace

ReadRow read_row(const RowTexts& texts, const RowRules& rules) {
  return RowReader(texts, rules).read();
}

}  // namespace cred::issuer
