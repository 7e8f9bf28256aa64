// SPDX-License-Identifier: Apache-2.0
#include "issuer/legacy/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "cli/csv.h"
#include "issuer/json.h"
#include "issuer/legacy/normalise.h"

namespace cred::issuer {

namespace {

constexpr std::string_view kForm = "docs/formats/legacy-cards.md names the columns";

/// Where each column stands in a row.
struct Header {
  std::array<std::size_t, kColumnNames.size()> places;
  std::size_t columns;
  std::vector<std::string> passed_over;
};

std::string column_form(std::string_view text) {
  std::string out;
  for (const char c : single_spaced(narrowed(text)))
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string shown(const std::string& text) {
  constexpr std::size_t kMost = 60;  // octets
  return text.size() <= kMost ? text
                              : fmt::format("{}… ({} octets)", cli::beginning(text, kMost), text.size());
}

cli::Outcome<Header> read_header(const cli::CsvRecord& record, const std::string& file) {
  const auto refuse = [&](const std::string& why) {
    return cli::refused(file + ":1: " + why, std::string(kForm));
  };
  if (record.fault) return refuse(*record.fault);
  Header header{{}, record.fields.size(), {}};
  std::array<bool, kColumnNames.size()> found{};
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const auto text = column_form(record.fields[i]);
    const auto column = std::ranges::find(kColumnNames, text);
    if (column == kColumnNames.end()) {
      header.passed_over.push_back(record.fields[i]);
      continue;
    }
    const auto at = static_cast<std::size_t>(column - kColumnNames.begin());
    if (found[at]) return refuse("the column " + text + " stands twice");
    found[at] = true;
    header.places[at] = i;
  }
  if (std::ranges::none_of(found, std::identity())) {
    const auto& first = record.fields.front();
    const bool other_sign = record.fields.size() == 1 && first.find_first_of(";\t") != std::string::npos;
    return cli::refused(
        fmt::format("{}:1: the first row names no column; it begins with {}", file, shown(first)),
        other_sign ? "commas belong between the columns: save it as CSV with commas" : std::string(kForm));
  }
  std::string missing;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (!found[i]) missing += (missing.empty() ? "" : ", ") + std::string(kColumnNames[i]);
  if (!missing.empty()) return refuse("no column is called " + missing);
  return header;
}

/// What another state of a card changes.
void compare(const std::string& before, const std::string& after, Findings& findings) {
  const auto old_row = parse_json(before);
  const auto new_row = parse_json(after);
  if (!old_row || !new_row) return;
  for (const auto column : kColumnNames) {
    const auto text_of = [&](const Json& row) {
      const auto* value = row.find(column);
      return value == nullptr ? std::string() : value->text;
    };
    if (const auto was = text_of(*old_row), is = text_of(*new_row); was != is)
      findings.push_back({FindingKind::kChanged, column, {}, was, is, {}});
  }
}

class Importer {
 public:
  Importer(CardRegistry& cards, const Header& header, const Import& with)
      : cards_(cards), header_(header), with_(with) {
    summary_.passed_over = header.passed_over;
  }

  cli::Outcome<void> take(const cli::CsvRecord& record) {
    RowReport report{record.line, {}, {}, RowOutcome::kRefused, {}};
    if (record.fault) {
      // Lines that a torn row swallowed would be dropped in silence.
      ++summary_.breaks;
      refuse(report, {}, "csv", *record.fault);
    } else if (record.fields.size() != header_.columns) {
      refuse(report, {}, "fields",
             fmt::format("{} fields, the first row has {}", record.fields.size(), header_.columns));
    } else {
      CLI_CHECK(take_fields(record, report));
    }
    count(report);
    with_.take(report);
    return {};
  }

  ImportSummary finish() { return std::move(summary_); }

 private:
  static void refuse(RowReport& report, std::string_view column, std::string_view word, std::string detail) {
    report.outcome = RowOutcome::kRefused;
    report.findings.push_back({FindingKind::kRefused, column, word, {}, {}, std::move(detail)});
  }

  cli::Outcome<void> take_fields(const cli::CsvRecord& record, RowReport& report) {
    RowTexts texts;
    for (std::size_t i = 0; i < texts.size(); ++i) texts[i] = record.fields[header_.places[i]];
    auto row = read_row(texts, with_.rules);
    report.permit_no = std::move(row.permit_no);
    report.card_seq = std::move(row.card_seq);
    report.findings = std::move(row.findings);
    if (!row.card) return {};
    const auto& card = *row.card;
    CLI_TRY(const auto known, cards_.find(card.number, card.card));
    if (!known) return record_it(card, report, RowOutcome::kAccepted);
    const auto line = line_of(known->event);
    const bool same = known->content == card.content;
    if (line != 0 && !same) {
      // Which one is right, nobody here can know; the wrong one could be the green one.
      ++summary_.breaks;
      refuse(report, name(Column::kPermitNo), "contradiction",
             fmt::format("line {} says otherwise of this card", line));
      return {};
    }
    if (same) {
      report.outcome = line == 0 ? RowOutcome::kUnchanged : RowOutcome::kDuplicate;
      if (line == 0) line_of(known->event) = record.line;
      return {};
    }
    if (card.record.event_date < known->decided && !with_.accept_older) {
      refuse(report, name(Column::kStatusDate), "older",
             fmt::format(
                 "{}, and what is recorded is of {}: an older file? --accept-older if it is a correction",
                 card.record.event_date.to_text(), known->decided.to_text()));
      return {};
    }
    compare(known->content, card.content, report.findings);
    return record_it(card, report, RowOutcome::kChanged);
  }

  cli::Outcome<void> record_it(const CardRow& card, RowReport& report, RowOutcome outcome) {
    CLI_TRY(const auto event, cards_.add(card, with_.now));
    line_of(event) = report.line;
    report.outcome = outcome;
    return {};
  }

  /// The line of this file that said what the event says; 0: none.
  std::size_t& line_of(std::uint64_t event) {
    if (event >= lines_.size()) lines_.resize(std::max<std::size_t>(event + 1, lines_.size() * 2));
    return lines_[event];
  }

  void count(const RowReport& report) {
    ++summary_.rows;
    ++summary_.outcomes[report.outcome];
    bool normalised = false;
    bool flagged = false;
    for (const auto& finding : report.findings) {
      normalised |= finding.kind == FindingKind::kNormalised;
      flagged |= finding.kind == FindingKind::kFlagged;
      if (finding.kind == FindingKind::kFlagged) ++summary_.flags[std::string(finding.word)];
    }
    summary_.normalised += normalised ? 1 : 0;
    summary_.flagged += flagged ? 1 : 0;
  }

  CardRegistry& cards_;
  const Header& header_;
  const Import& with_;
  ImportSummary summary_;
  std::vector<std::size_t> lines_;
};

}  // namespace

std::string_view name(RowOutcome outcome) {
  static constexpr std::array<std::string_view, 5> kNames = {"accepted", "changed", "unchanged", "duplicate",
                                                             "refused"};
  return kNames[static_cast<std::size_t>(outcome)];
}

cli::Outcome<ImportSummary> import_cards(CardRegistry& cards, TextFile& file, const std::string& name,
                                         const Import& with) {
  cli::CsvReader reader(file.stream());
  const auto first = reader.next();
  if (!first) return cli::refused(name + " is empty", std::string(kForm));
  CLI_TRY(const auto header, read_header(*first, name));
  Importer importer(cards, header, with);
  while (const auto record = reader.next()) {
    CLI_CHECK(importer.take(*record));
    with.progress();
  }
  if (reader.failed() || file.stream().bad()) return cli::outside("cannot read " + name + " to its end");
  return importer.finish();
}

}  // namespace cred::issuer
