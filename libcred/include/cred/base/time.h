// SPDX-License-Identifier: Apache-2.0
// Instants (unix seconds, UTC) and civil days in China Standard Time (UTC+8, no daylight saving, whatever TZ
// says).
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "cred/base/result.h"

namespace cred {

using Instant = std::chrono::sys_seconds;

/// 9999-12-31T23:59:59Z: no time of ours lies beyond, so sums with durations of ours never overflow.
inline constexpr std::int64_t kLastUnixSecond = 253'402'300'799;

/// RFC 3339 date-time with offset or Z; no fraction. "2026-01-15T12:00:00+08:00".
Result<Instant> instant_from_text(std::string_view text);

/// RFC 3339 in UTC: "2026-01-15T04:00:00Z".
std::string to_text(Instant instant);

/// Unix seconds 0..kLastUnixSecond as an instant.
Result<Instant> instant_from_unix(std::uint64_t seconds);

inline std::uint64_t to_unix(Instant instant) {
  return static_cast<std::uint64_t>(instant.time_since_epoch().count());
}

/// A day that exists in the calendar, 1000-01-01 to 9999-12-31, as permits write it.
class Day {
 public:
  /// 20260115: the form in our credentials.
  static Result<Day> from_yyyymmdd(std::uint64_t number);
  /// "2026-01-15": the form in our JSON and on our command lines.
  static Result<Day> from_text(std::string_view text);
  /// The civil day in China at `instant`.
  static Day of(Instant instant);

  std::uint32_t yyyymmdd() const { return yyyymmdd_; }
  std::string to_text() const;
  /// 00:00:00 +08:00 of this day.
  Instant start() const;
  /// 00:00:00 +08:00 of the day after: the exclusive end, and the `exp` of a permit that ends on this day.
  Instant end() const { return start() + std::chrono::days(1); }

  friend auto operator<=>(const Day&, const Day&) = default;

 private:
  explicit Day(std::uint32_t yyyymmdd) : yyyymmdd_(yyyymmdd) {}
  std::uint32_t yyyymmdd_;
};

}  // namespace cred
