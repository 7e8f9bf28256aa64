// SPDX-License-Identifier: Apache-2.0
// The report of an import: every row, and every finding of it, as JSON or as CSV that a spreadsheet opens
// without computing anything (schemas/legacy-import.schema.json).
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "cli/clock.h"
#include "issuer/legacy/import.h"

namespace cred::issuer {

/// One object, without line end.
std::string to_json(const RowReport& row);
/// {"rows":200,"accepted":200,…}
std::string to_json(const ImportSummary& summary, bool recorded);

/// One line for each finding, one for a row without any; CRLF, quoted where it must be. A cell that a
/// spreadsheet would compute begins with an apostrophe.
std::string csv_header();
std::string to_csv(const RowReport& row);

/// Written beside its name as the rows come, renamed when it is whole.
class ReportFile {
 public:
  /// Refused: a name that ends in neither .json nor .csv.
  static cli::Outcome<ReportFile> open(const std::filesystem::path& path, const std::string& imported);
  ~ReportFile();
  ReportFile(ReportFile&&) = default;
  ReportFile& operator=(ReportFile&&) = default;

  void add(const RowReport& row);
  /// `end`: members after the rows of a JSON report, without braces.
  cli::Outcome<void> finish(const std::string& end);

 private:
  ReportFile(std::filesystem::path path, bool json) : path_(std::move(path)), json_(json) {}
  std::filesystem::path beside() const { return path_.string() + ".new"; }

  std::filesystem::path path_;
  bool json_;
  bool first_ = true;
  std::unique_ptr<std::ofstream> out_;
};

}  // namespace cred::issuer
