// SPDX-License-Identifier: Apache-2.0
#include "cli/csv.h"

#include <catch2/catch.hpp>
#include <sstream>

namespace cred::cli {
namespace {

/// "1: a|b; 3! why": line, fields or fault of each record.
std::string read(const std::string& text) {
  std::istringstream in(text);
  CsvReader reader(in);
  std::string out;
  while (const auto record = reader.next()) {
    out += (out.empty() ? "" : "; ") + std::to_string(record->line);
    if (record->fault) {
      out += "! " + *record->fault;
      continue;
    }
    out += ":";
    for (std::size_t i = 0; i < record->fields.size(); ++i) out += (i == 0 ? " " : "|") + record->fields[i];
  }
  return out;
}

TEST_CASE("records and fields are those of RFC 4180") {
  struct Row {
    std::string text;
    std::string expected;
  };
  for (const auto& row : std::vector<Row>{
           {"", ""},
           {"\n\r\n", ""},
           {"a,b\n", "1: a|b"},
           {"a,b", "1: a|b"},
           {"a,b\r\nc,d\r\n", "1: a|b; 2: c|d"},
           {"a,b\r", "1: a|b"},
           {"a,\"b\"\r\r\nc\r\n", "1: a|b; 2: c"},
           {"\"one\rcell\",x\n", "1: one\rcell|x"},
           {"a,\r\n,b\n", "1: a|; 2: |b"},
           {"\n\na\n\nb\n", "3: a; 5: b"},
           {"\"a,b\",\"c\"\"d\",\"\"\r\n", "1: a,b|c\"d|"},
           {"\"two\nlines\",x\ny\n", "1: two\nlines|x; 3: y"},
           {" a , b \n", "1:  a | b "},
           {"\xef\xbb\xbf"
            "a\n",
            "1: a"},
           {"=cmd(),+1\n", "1: =cmd()|+1"},
       }) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.expected);
  }
}

TEST_CASE("a broken record says why and does not keep the next from being read") {
  CHECK(read("a\"b\nc\n") == "1! a quote inside a field that does not begin with one; 2: c");
  CHECK(read("\"a\"b,c\nd\n") == "1! something after a closing quote; 2: d");
  CHECK(read("a\n\"b,c\nd\n") == "1: a; 2! a quote that is never closed");
  CHECK(read(std::string("a\0b\nc\n", 6)) == "1! a zero octet; 2: c");
  CHECK(read(std::string("\"a\0b\",x\nc\n", 10)) == "1! a zero octet; 2: c");
  CHECK(read("a\rb\nc\n") == "1! a carriage return without a line feed: lines end in CRLF or LF; 2: c");
  CHECK(read("\"a\"\rb\rc") == "1! a carriage return without a line feed: lines end in CRLF or LF");
  CHECK(read("PK\x03\x04\nb\n") == "1! a workbook: save it as CSV in UTF-8");
  CHECK(read("\xff\xfe" + std::string("a\0", 2)) == "1! UTF-16: save it as CSV in UTF-8");
  CHECK(read(std::string("\0a\0\n", 4)) == "1! UTF-16: save it as CSV in UTF-8");
  const std::string commas(CsvReader::kMaxFields, ',');
  CHECK(read(commas + "\nc\n") == "1! more than 256 fields; 2: c");
  CHECK(read(std::string(CsvReader::kMaxFields - 1, ',') + "\n").starts_with("1: |"));
}

TEST_CASE("a record is never kept beyond its limit, however long it goes on") {
  const std::string ten_mib(10u << 20, 'x');
  CHECK(read(ten_mib + "\nc\n") == "1! a record of more than 65536 octets; 2: c");
  CHECK(read("\"" + ten_mib + "\"\nc\n") == "1! a record of more than 65536 octets; 2: c");
  CHECK(read(std::string(CsvReader::kMaxRecord, 'x') + "\nc\n").ends_with("; 2: c"));
  // Fields that lie across the chunks that are read.
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "12345678,\"1984-07-19\"\n";
  std::istringstream in(many);
  CsvReader reader(in);
  std::size_t count = 0;
  while (const auto record = reader.next()) {
    REQUIRE(record->fields == std::vector<std::string>{"12345678", "1984-07-19"});
    REQUIRE(record->line == ++count);
  }
  CHECK(count == 20'000);
}

}  // namespace
}  // namespace cred::cli
