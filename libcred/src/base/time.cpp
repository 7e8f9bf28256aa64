// SPDX-License-Identifier: Apache-2.0
#include "cred/base/time.h"

#include <algorithm>
#include <optional>

namespace cred {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::chrono::hours kChina{8};

/// The decimal digits text[at, at+count) as a number; none when one is no digit.
std::optional<unsigned> digits(std::string_view text, std::size_t at, std::size_t count) {
  unsigned value = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

void put(std::string& out, unsigned value, int width) {
  unsigned power = 1;
  for (int i = 1; i < width; ++i) power *= 10;
  for (; power > 0; power /= 10) out.push_back(static_cast<char>('0' + value / power % 10));
}

/// "YYYY-MM-DD" at the start of `text`, a day of the calendar.
std::optional<year_month_day> date_at_start(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits(text, 0, 4);
  const auto m = digits(text, 5, 2);
  const auto d = digits(text, 8, 2);
  if (!y || !m || !d) return std::nullopt;
  const year_month_day date(year(static_cast<int>(*y)), month(*m), day(*d));
  if (!date.ok()) return std::nullopt;
  return date;
}

/// "Z", "+08:00", "-05:30" as what to subtract from local time.
std::optional<std::chrono::minutes> offset(std::string_view text) {
  if (text == "Z") return std::chrono::minutes(0);
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = digits(text, 1, 2);
  const auto minutes = digits(text, 4, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::chrono::minutes value(*hours * 60 + *minutes);
  return text[0] == '+' ? value : -value;
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = date_at_start(text);
  if (!date || text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  const auto from_utc = offset(text.substr(19));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59 || !from_utc)
    return std::nullopt;
  const Instant instant = sys_days(*date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
                          std::chrono::seconds(*second) - *from_utc;
  const auto unix_seconds = instant.time_since_epoch().count();
  if (unix_seconds < 0 || unix_seconds > kLastUnixSecond) return std::nullopt;
  return instant;
}

}  // namespace

Result<Instant> instant_from_text(std::string_view text) {
  if (const auto instant = parse_instant(text)) return *instant;
  return fail(Reason::kDate, "not a time of RFC 3339 from 1970 on, like 2026-01-15T12:00:00+08:00");
}

std::string to_text(Instant instant) {
  const auto days = std::chrono::floor<std::chrono::days>(instant);
  const year_month_day date(days);
  const std::chrono::hh_mm_ss time(instant - days);
  std::string out;
  out.reserve(20);
  put(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  out += '-';
  put(out, static_cast<unsigned>(date.month()), 2);
  out += '-';
  put(out, static_cast<unsigned>(date.day()), 2);
  out += 'T';
  put(out, static_cast<unsigned>(time.hours().count()), 2);
  out += ':';
  put(out, static_cast<unsigned>(time.minutes().count()), 2);
  out += ':';
  put(out, static_cast<unsigned>(time.seconds().count()), 2);
  out += 'Z';
  return out;
}

Result<Instant> instant_from_unix(std::uint64_t seconds) {
  if (seconds > static_cast<std::uint64_t>(kLastUnixSecond)) {
    return fail(Reason::kDate, "time " + std::to_string(seconds) + " is after the year 9999");
  }
  return Instant(std::chrono::seconds(seconds));
}

Result<Day> Day::from_yyyymmdd(std::uint64_t number) {
  if (number >= 10'000'101 && number <= 99'991'231) {
    const auto value = static_cast<std::uint32_t>(number);
    const year_month_day date(year(static_cast<int>(value / 10'000)), month(value / 100 % 100),
                              day(value % 100));
    if (date.ok()) return Day(value);
  }
  return fail(Reason::kDate, std::to_string(number) + " is no day of the calendar, like 20260115");
}

Result<Day> Day::from_text(std::string_view text) {
  const auto date = text.size() == 10 ? date_at_start(text) : std::nullopt;
  if (!date || date->year() < year(1000))
    return fail(Reason::kDate, "not a day of the calendar, like 2026-01-15");
  return from_yyyymmdd(static_cast<std::uint64_t>(static_cast<int>(date->year())) * 10'000 +
                       static_cast<unsigned>(date->month()) * 100 + static_cast<unsigned>(date->day()));
}

Day Day::of(Instant instant) {
  // The last hours of 9999 in UTC are a day of the year 10000 in China: they count to the last day there is.
  const Instant last = Instant(std::chrono::seconds(kLastUnixSecond)) - kChina;
  const year_month_day date(std::chrono::floor<std::chrono::days>(std::min(instant, last) + kChina));
  return Day(static_cast<std::uint32_t>(static_cast<int>(date.year())) * 10'000 +
             static_cast<unsigned>(date.month()) * 100 + static_cast<unsigned>(date.day()));
}

std::string Day::to_text() const {
  std::string out;
  put(out, yyyymmdd_ / 10'000, 4);
  out += '-';
  put(out, yyyymmdd_ / 100 % 100, 2);
  out += '-';
  put(out, yyyymmdd_ % 100, 2);
  return out;
}

Instant Day::start() const {
  const year_month_day date(year(static_cast<int>(yyyymmdd_ / 10'000)), month(yyyymmdd_ / 100 % 100),
                            day(yyyymmdd_ % 100));
  return Instant(sys_days(date)) - kChina;
}

}  // namespace cred
