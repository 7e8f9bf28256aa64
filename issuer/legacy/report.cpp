// SPDX-License-Identifier: Apache-2.0
#include "issuer/legacy/report.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "cred/codec/unicode.h"
#include "issuer/json.h"

namespace cred::issuer {

namespace {

// = + - @ begin a formula, and a tab or line break in front of one hides it; of other characters a file could
// hold any.
std::string cell(std::string_view text) {
  const auto shown = codec::escaped(text);
  constexpr std::string_view kFormula = "=+-@|%";
  std::string safe;
  if (!shown.empty() && kFormula.find(shown.front()) != std::string_view::npos) safe = "'";
  safe += shown;
  if (safe.find_first_of("\",\r\n'") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string to_json(const Finding& finding) {
  std::string json = fmt::format(R"({{"kind":{},"column":{})", json_string(name(finding.kind)),
                                 finding.column.empty() ? "null" : json_string(finding.column));
  if (!finding.word.empty()) json += fmt::format(R"(,"word":{})", json_string(finding.word));
  const bool changes = finding.kind == FindingKind::kNormalised || finding.kind == FindingKind::kChanged;
  if (changes || !finding.before.empty()) json += fmt::format(R"(,"before":{})", json_string(finding.before));
  if (changes) json += fmt::format(R"(,"after":{})", json_string(finding.after));
  if (!finding.detail.empty()) json += fmt::format(R"(,"detail":{})", json_string(finding.detail));
  return json + "}";
}

}  // namespace

std::string_view name(FindingKind kind) {
  static constexpr std::array<std::string_view, 4> kNames = {"normalised", "changed", "flagged", "refused"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string to_json(const RowReport& row) {
  std::string findings;
  for (const auto& finding : row.findings) findings += (findings.empty() ? "" : ",") + to_json(finding);
  return fmt::format(R"({{"line":{},"permit_no":{},"card_seq":{},"outcome":{},"findings":[{}]}})", row.line,
                     json_string(row.permit_no), json_string(row.card_seq), json_string(name(row.outcome)),
                     findings);
}

std::string to_json(const ImportSummary& summary, bool recorded) {
  std::string json = fmt::format(R"({{"recorded":{},"rows":{})", recorded, summary.rows);
  for (const auto outcome : {RowOutcome::kAccepted, RowOutcome::kChanged, RowOutcome::kUnchanged,
                             RowOutcome::kDuplicate, RowOutcome::kRefused})
    json += fmt::format(R"(,"{}":{})", name(outcome), summary.count(outcome));
  json += fmt::format(R"(,"normalised":{},"flagged":{},"flags":{{)", summary.normalised, summary.flagged);
  bool first = true;
  for (const auto& [word, count] : summary.flags) {
    json += fmt::format(R"({}"{}":{})", first ? "" : ",", word, count);
    first = false;
  }
  json += R"(},"passed_over":[)";
  for (std::size_t i = 0; i < summary.passed_over.size(); ++i)
    json += (i == 0 ? "" : ",") + json_string(summary.passed_over[i]);
  return json + "]}";
}

std::string csv_header() {
  return "line,permit_no,card_seq,outcome,kind,column,word,before,after,detail\r\n";
}

std::string to_csv(const RowReport& row) {
  const auto begin =
      fmt::format("{},{},{},{}", row.line, cell(row.permit_no), cell(row.card_seq), name(row.outcome));
  if (row.findings.empty()) return begin + ",,,,,,\r\n";
  std::string lines;
  for (const auto& finding : row.findings) {
    lines += fmt::format("{},{},{},{},{},{},{}\r\n", begin, name(finding.kind), finding.column, finding.word,
                         cell(finding.before), cell(finding.after), cell(finding.detail));
  }
  return lines;
}

cli::Outcome<ReportFile> ReportFile::open(const std::filesystem::path& path, const std::string& imported) {
  const bool json = path.extension() == ".json";
  if (!json && path.extension() != ".csv")
    return cli::usage("--report ends in .json or .csv, not " + path.filename().string());
  ReportFile report(path, json);
  report.out_ = std::make_unique<std::ofstream>(report.beside(), std::ios::binary | std::ios::trunc);
  if (!*report.out_) {
    return cli::outside("cannot write " + report.beside().string() + ": " + std::strerror(errno),
                        "check the folder and its permissions; nothing was recorded");
  }
  if (json)
    *report.out_ << fmt::format(R"({{"file":{},"rows":[)", json_string(codec::escaped(imported)));
  else
    *report.out_ << "\xef\xbb\xbf"
                 << csv_header();  // without the mark spreadsheets take it for another encoding
  return report;
}

ReportFile::~ReportFile() {
  if (!out_) return;  // finished, or moved from
  out_.reset();
  std::error_code ignored;
  std::filesystem::remove(beside(), ignored);
}

void ReportFile::add(const RowReport& row) {
  if (json_)
    *out_ << (first_ ? "\n" : ",\n") << to_json(row);
  else
    *out_ << to_csv(row);
  first_ = false;
}

cli::Outcome<void> ReportFile::finish(const std::string& end) {
  if (json_) *out_ << "\n]," << end << "}\n";
  out_->close();
  const bool written = out_->good();
  out_.reset();
  std::error_code error;
  if (written) std::filesystem::rename(beside(), path_, error);
  if (written && !error) return {};
  std::error_code ignored;
  std::filesystem::remove(beside(), ignored);
  return cli::outside("cannot write " + path_.string(), "the disk may be full");
}

}  // namespace cred::issuer
