// SPDX-License-Identifier: Apache-2.0
// CSV as RFC 4180 has it (comma, quotes, CRLF or LF), record by record from a stream of any length: a record
// takes at most kMaxRecord octets of memory, and one that is broken does not keep the next from being read.
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cred::cli {

struct CsvRecord {
  std::size_t line;                  // where it begins, from 1
  std::vector<std::string> fields;   // UTF-8 is for the caller to check
  std::optional<std::string> fault;  // what breaks the form; `fields` is then of no meaning
};

/// What a file is that begins like this, where it is no CSV: "a workbook", "UTF-16".
std::optional<std::string_view> other_form(std::string_view begin);

/// As much of a field as is shown: at most so many octets, whole characters.
std::string beginning(std::string_view field, std::size_t octets);

class CsvReader {
 public:
  static constexpr std::size_t kMaxRecord = 64u << 10;  // octets
  static constexpr std::size_t kMaxFields = 256;

  /// `in` outlives the reader. A byte order mark at the beginning is skipped.
  explicit CsvReader(std::istream& in);

  /// The next record; none at the end. Blank lines are skipped.
  std::optional<CsvRecord> next();
  /// Whether the stream failed rather than ended.
  bool failed() const { return in_.bad(); }

 private:
  enum class Field { kBegin, kPlain, kQuoted, kClosed };
  std::optional<char> take();
  void add(CsvRecord& record, char c);
  void refuse(CsvRecord& record, std::string why);
  std::istream& in_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t size_ = 0;  // of what the buffer holds
  std::size_t line_ = 1;
  std::size_t octets_ = 0;  // of this record
  std::optional<std::string_view> other_;
  Field field_ = Field::kBegin;
};

}  // namespace cred::cli
