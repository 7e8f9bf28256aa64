// SPDX-License-Identifier: Apache-2.0
#include "cli/clock.h"

#include <catch2/catch.hpp>
#include <ctime>

namespace cred::cli {
namespace {

TEST_CASE("the time of --at replaces the clock and is marked as given") {
  const auto given = clock("2026-01-15T12:00:00+08:00").value();
  CHECK(to_text(given.now) == "2026-01-15T04:00:00Z");
  CHECK(given.given);
}

TEST_CASE("without --at, or with --at now, the system is asked") {
  const auto at = GENERATE("", "now");
  const auto before = static_cast<std::uint64_t>(std::time(nullptr));
  const auto system = clock(at).value();
  CHECK_FALSE(system.given);
  CHECK(to_unix(system.now) >= before);
}

TEST_CASE("a time without date, offset or sense is a usage failure") {
  const auto at =
      GENERATE("2026-01-15", "2026-01-15T12:00:00", "12:00", "tomorrow", "NOW", "2026-02-30T12:00:00Z");
  const auto outcome = clock(at);
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().exit == Exit::kUsage);
  CHECK(outcome.error().error.find(at) != std::string::npos);
  CHECK(outcome.error().hint.find("--at 2026-01-15T12:00:00+08:00") != std::string::npos);
}

}  // namespace
}  // namespace cred::cli
