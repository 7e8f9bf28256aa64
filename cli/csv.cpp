// SPDX-License-Identifier: Apache-2.0
#include "cli/csv.h"

#include <utility>

#include "cred/codec/unicode.h"

namespace cred::cli {

namespace {

constexpr std::size_t kChunk = 64u << 10;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool is_blank(const CsvRecord& record) {
  return !record.fault && record.fields.size() == 1 && record.fields.front().empty();
}

}  // namespace

std::optional<std::string_view> other_form(std::string_view begin) {
  // A zip archive, and what workbooks were before.
  if (begin.starts_with("PK\x03\x04") || begin.starts_with("\xd0\xcf\x11\xe0")) return "a workbook";
  if (begin.starts_with("\xff\xfe") || begin.starts_with("\xfe\xff")) return "UTF-16";
  // Without a mark: a zero beside each of the first letters.
  const auto zero = [&](std::size_t at) { return at < begin.size() && begin[at] == '\0'; };
  if ((zero(0) && zero(2)) || (zero(1) && zero(3))) return "UTF-16";
  return std::nullopt;
}

std::string beginning(std::string_view field, std::size_t octets) {
  std::string begin(field.substr(0, octets));
  while (!begin.empty() && !codec::is_utf8(begin)) begin.pop_back();
  return begin;
}

CsvReader::CsvReader(std::istream& in) : in_(in), buffer_(kChunk, '\0') {
  in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  size_ = static_cast<std::size_t>(in_.gcount());
  const auto begin = std::string_view(buffer_).substr(0, size_);
  other_ = other_form(begin);
  if (begin.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
}

std::optional<char> CsvReader::take() {
  if (at_ == size_) {
    if (size_ < buffer_.size()) return std::nullopt;  // the read before came short: the end
    in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    size_ = static_cast<std::size_t>(in_.gcount());
    at_ = 0;
    if (size_ == 0) return std::nullopt;
  }
  return buffer_[at_++];
}

void CsvReader::refuse(CsvRecord& record, std::string why) {
  if (!record.fault) record.fault = std::move(why);
  record.fields.assign(1, {});
}

void CsvReader::add(CsvRecord& record, char c) {
  if (record.fault) return;
  if (c == '\0') return refuse(record, "a zero octet");
  if (++octets_ > kMaxRecord)
    return refuse(record, "a record of more than " + std::to_string(kMaxRecord) + " octets");
  record.fields.back() += c;
}

std::optional<CsvRecord> CsvReader::next() {
  CsvRecord record{line_, {std::string()}, std::nullopt};
  octets_ = 0;
  field_ = Field::kBegin;
  if (other_) {
    refuse(record, std::string(*other_) + ": save it as CSV in UTF-8");
    at_ = size_ = 0;  // no line of it means anything
    other_.reset();
    return record;
  }
  bool returned = false;  // a CR outside quotes, whose LF is to come
  while (const auto taken = take()) {
    const char c = *taken;
    if (c == '\n') ++line_;
    // Once a record is broken nothing in it means anything any more: on with the next line.
    if (field_ == Field::kQuoted && !record.fault) {
      if (c == '"')
        field_ = Field::kClosed;
      else
        add(record, c);
      continue;
    }
    if (c == '\n') {
      if (!is_blank(record)) return record;
      record = {line_, {std::string()}, std::nullopt};
      octets_ = 0;
      field_ = Field::kBegin;
      returned = false;
      continue;
    }
    if (returned && c != '\r')
      refuse(record, "a carriage return without a line feed: lines end in CRLF or LF");
    returned = c == '\r';
    if (record.fault || returned) continue;
    if (c == ',') {
      if (record.fields.size() == kMaxFields) {
        refuse(record, "more than " + std::to_string(kMaxFields) + " fields");
        continue;
      }
      record.fields.emplace_back();
      field_ = Field::kBegin;
    } else if (field_ == Field::kBegin && c == '"') {
      field_ = Field::kQuoted;
    } else if (field_ == Field::kClosed && c == '"') {
      add(record, c);  // "" inside quotes is one
      field_ = Field::kQuoted;
    } else if (field_ == Field::kClosed) {
      refuse(record, "something after a closing quote");
    } else if (c == '"') {
      refuse(record, "a quote inside a field that does not begin with one");
    } else {
      add(record, c);
      field_ = Field::kPlain;
    }
  }
  if (field_ == Field::kQuoted && !record.fault) refuse(record, "a quote that is never closed");
  if (is_blank(record)) return std::nullopt;
  return record;
}

}  // namespace cred::cli
