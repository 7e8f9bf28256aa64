// SPDX-License-Identifier: Apache-2.0
#include "verifier/card_list.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <vector>

#include "cli/csv.h"
#include "cred/codec/unicode.h"
#include "cred/legacy/number.h"
#include "cred/qr/text.h"

namespace cred::verifier {

namespace {

constexpr std::array<std::string_view, 5> kColumns = {"number", "birth_date", "issued", "region", "employer"};
constexpr std::size_t kRequired = 2;
constexpr std::size_t kMostShown = 60;  // octets of a name that is no column's
constexpr std::string_view kForm = "the first row is number,birth_date and may name issued, region, employer";

/// Where each of kColumns stands in a row.
using Places = std::array<std::optional<std::size_t>, kColumns.size()>;

/// Spreadsheets like capitals.
std::string column_form(std::string_view text) {
  std::string out;
  for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

cli::Outcome<Places> read_header(const cli::CsvRecord& header, const std::string& name) {
  if (header.fault) return cli::refused(name + ":1: " + *header.fault, std::string(kForm));
  Places places;
  for (std::size_t i = 0; i < header.fields.size(); ++i) {
    const auto column = std::ranges::find(kColumns, column_form(header.fields[i]));
    // A column that is passed over in silence could be a date of issue, misspelt.
    if (column == kColumns.end())
      return cli::refused(name + ":1: no column is called " + cli::beginning(header.fields[i], kMostShown),
                          std::string(kForm));
    auto& place = places[static_cast<std::size_t>(column - kColumns.begin())];
    if (place) return cli::refused(name + ":1: the column " + header.fields[i] + " stands twice");
    place = i;
  }
  for (std::size_t i = 0; i < kRequired; ++i)
    if (!places[i])
      return cli::refused(name + ":1: the column " + std::string(kColumns[i]) + " is missing",
                          std::string(kForm));
  return places;
}

Result<CardQuestion> read_row(const cli::CsvRecord& row, const Places& places, std::size_t columns,
                              std::string_view employer) {
  if (row.fault) return fail(Reason::kText, *row.fault);
  if (row.fields.size() != columns) {
    return fail(Reason::kText,
                std::to_string(row.fields.size()) + " fields, the first row has " + std::to_string(columns));
  }
  const auto field = [&](std::size_t column) {
    return places[column] ? std::string_view(row.fields[*places[column]]) : std::string_view();
  };
  const auto named = field(4);
  return card_question({field(0), field(1), field(2), field(3), named.empty() ? employer : named});
}

Result<std::optional<Day>> optional_day(std::string_view text, std::string_view column) {
  if (text.empty()) return std::nullopt;
  const auto day = Day::from_text(text);
  if (!day) return fail(Reason::kDate, std::string(column) + ": " + day.error().detail);
  return *day;
}

}  // namespace

Result<CardQuestion> card_question(const CardTexts& texts) {
  for (const auto text : {texts.number, texts.region, texts.employer})
    if (!codec::is_utf8(text)) return fail(Reason::kText, "not UTF-8");
  // The code of an old card, scanned where its number belongs.
  if (const auto code = qr::from_text(texts.number); !code && code.error().reason == Reason::kWebAddress)
    return tl::unexpected(code.error());
  if (const auto number = legacy::normalised_number(texts.number); !number)
    return fail(Reason::kText, "number: " + number.error().detail);
  const auto birth_date = Day::from_text(texts.birth_date);
  if (!birth_date) return fail(Reason::kDate, "birth_date: " + birth_date.error().detail);
  CardQuestion question{.number = texts.number, .birth_date = *birth_date};
  CRED_TRY(question.issued, optional_day(texts.issued, "issued"));
  if (!texts.region.empty()) {
    const auto region = Region::from_text(texts.region);
    if (!region) return fail(Reason::kRequest, "region: " + region.error().detail);
    question.region = *region;
  }
  if (!texts.employer.empty()) question.employer = texts.employer;
  return question;
}

cli::Outcome<void> for_each_card(std::istream& in, const std::string& name, std::string_view employer,
                                 const TakeCard& take) {
  cli::CsvReader reader(in);
  const auto header = reader.next();
  if (!header) return cli::refused(name + " is empty", std::string(kForm));
  CLI_TRY(const auto places, read_header(*header, name));
  while (const auto row = reader.next())
    take(name + ":" + std::to_string(row->line), read_row(*row, places, header->fields.size(), employer));
  if (reader.failed()) return cli::outside("cannot read " + name + ": " + std::strerror(errno));
  return {};
}

}  // namespace cred::verifier
