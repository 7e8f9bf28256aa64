// SPDX-License-Identifier: Apache-2.0
#include "cred/base/time.h"

#include <catch2/catch.hpp>
#include <cstdlib>

namespace cred {
namespace {

TEST_CASE("an instant reads and writes RFC 3339, whatever its offset") {
  const auto [text, utc] = GENERATE(table<const char*, const char*>({
      {"2026-01-15T12:00:00+08:00", "2026-01-15T04:00:00Z"},
      {"2026-01-15T04:00:00Z", "2026-01-15T04:00:00Z"},
      {"2025-12-31T23:30:00-05:30", "2026-01-01T05:00:00Z"},
      {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
      {"2028-02-29T00:00:00Z", "2028-02-29T00:00:00Z"},
      {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
  }));
  const auto instant = instant_from_text(text);
  REQUIRE(instant);
  CHECK(to_text(*instant) == utc);
}

TEST_CASE("what is no time of RFC 3339 is refused") {
  const auto* text =
      GENERATE("", "2026-01-15", "2026-01-15T12:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
               "2026-01-15T24:00:00Z", "2026-01-15T12:60:00Z", "2026-01-15T12:00:60Z", "2026-01-15 12:00:00Z",
               "2026-01-15T12:00:00z", "2026-01-15T12:00:00+8:00", "2026-01-15T12:00:00+08:00 ",
               "2026-01-15T12:00:00.5Z", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+08:00",
               "-026-01-15T12:00:00Z", "2026-01-15T12:00:00+24:00");
  CAPTURE(text);
  const auto instant = instant_from_text(text);
  REQUIRE_FALSE(instant);
  CHECK(instant.error().reason == Reason::kDate);
}

TEST_CASE("a day is a day of the calendar") {
  CHECK(Day::from_text("2028-02-29")->yyyymmdd() == 20280229);
  CHECK(Day::from_yyyymmdd(20260115)->to_text() == "2026-01-15");
  for (const auto number : {0u, 20260229u, 20261301u, 20260100u, 20260132u, 99991232u, 9991231u}) {
    CAPTURE(number);
    CHECK_FALSE(Day::from_yyyymmdd(number));
  }
  for (const auto* text : {"", "2026-1-15", "2026-02-30", "2026/01/15", "2026-01-15 ", "0999-01-01"}) {
    CAPTURE(text);
    CHECK_FALSE(Day::from_text(text));
  }
}

TEST_CASE("a day begins and ends in China, whatever TZ says") {
  const auto* zone = GENERATE("UTC", "Asia/Shanghai", "America/Los_Angeles");
  setenv("TZ", zone, 1);
  const auto day = *Day::from_text("2026-01-15");
  CHECK(to_text(day.start()) == "2026-01-14T16:00:00Z");
  CHECK(to_text(day.end()) == "2026-01-15T16:00:00Z");
  CHECK(Day::of(day.start()) == day);
  CHECK(Day::of(day.end() - std::chrono::seconds(1)) == day);
  CHECK(Day::of(day.end()) > day);
}

TEST_CASE("unix seconds stop at the end of the year 9999") {
  CHECK(instant_from_unix(static_cast<std::uint64_t>(kLastUnixSecond)));
  CHECK_FALSE(instant_from_unix(static_cast<std::uint64_t>(kLastUnixSecond) + 1));
  CHECK_FALSE(instant_from_unix(~std::uint64_t{0}));
}

TEST_CASE("the last instant there is falls on the last day there is") {
  const auto last = *instant_from_unix(static_cast<std::uint64_t>(kLastUnixSecond));
  CHECK(Day::of(last).to_text() == "9999-12-31");
  CHECK(Day::of(*instant_from_unix(0)).to_text() == "1970-01-01");
}

}  // namespace
}  // namespace cred
