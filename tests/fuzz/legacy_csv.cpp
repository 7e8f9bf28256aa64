// SPDX-License-Identifier: Apache-2.0
// What an old system exports and `cred-issuer legacy import` reads: the form, then every row.
// Parser: cli/csv.cpp issuer/legacy/row.cpp issuer/legacy/normalise.cpp issuer/legacy/plausibility.cpp
// Dictionary: csv
#include <fstream>
#include <sstream>

#include "cli/csv.h"
#include "cred/codec/unicode.h"
#include "fuzz/target.h"
#include "issuer/legacy/report.h"
#include "issuer/legacy/row.h"
#include "support/source_dir.h"

namespace cred::fuzz {

namespace {

/// The samples' first row of each kind, without the columns of the tests, in the order of Column.
const std::vector<std::size_t>& sample_lines() {
  static const std::vector<std::size_t> lines = {1, 2, 30, 38};
  return lines;
}

issuer::RowRules rules() {
  static const std::vector<Region> regions = {*Region::from_text("110000"), *Region::from_text("130000")};
  return {regions, *Day::from_text("2024-12-01")};
}

void must_be_formula_safe(const issuer::RowReport& report) {
  std::istringstream in(issuer::to_csv(report));
  cli::CsvReader reader(in);
  while (const auto record = reader.next()) {
    must(!record->fault && record->fields.size() == 10, "the report is a CSV of ten columns");
    for (const auto& field : record->fields) {
      must_be_plain(field);
      must(field.empty() || std::string_view("=+-@|%").find(field.front()) == std::string_view::npos,
           "no cell is a formula");
    }
  }
}

}  // namespace

std::vector<Bytes> seeds() {
  std::ifstream file(test::source_file("examples/legacy_permits.csv"));
  std::vector<std::string> rows;
  for (std::string line; std::getline(file, line);) rows.push_back(line);
  std::vector<Bytes> texts;
  for (const auto line : sample_lines())
    if (line < rows.size()) texts.push_back(to_bytes(as_bytes(rows[line] + "\r\n")));
  return texts;
}

bool accepts(BytesView input) {
  if (!codec::is_utf8(as_text(input))) return false;  // open_text converts or refuses first
  std::istringstream in{std::string(as_text(input))};
  cli::CsvReader reader(in);
  bool all = true;
  while (const auto record = reader.next()) {
    if (record->fault || record->fields.size() < issuer::kColumnNames.size()) {
      all = false;
      continue;
    }
    issuer::RowTexts texts;
    std::copy_n(record->fields.begin(), texts.size(), texts.begin());
    const auto read = issuer::read_row(texts, rules());
    issuer::RowReport report{record->line, read.permit_no, read.card_seq, issuer::RowOutcome::kAccepted,
                             read.findings};
    must_be_formula_safe(report);
    must(issuer::to_json(report).find('\n') == std::string::npos, "a row is one line of JSON");
    all = all && read.card.has_value();
    if (!read.card) continue;
    must(legacy::check_record(read.card->record).has_value(), "a card that is kept can be published");
    must(!read.card->number.empty() && read.card->card > 0, "a card can be found");
    CRED_PLANT(read.card->card > 9, read.findings.size() > 3);
  }
  return all;
}

}  // namespace cred::fuzz
