// SPDX-License-Identifier: Apache-2.0
#include "cli/clock.h"

#include <chrono>
#include <string>

namespace cred::cli {

Outcome<Clock> clock(std::string_view at) {
  if (at.empty() || at == "now") {
    return Clock{std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()), false};
  }
  const auto instant = instant_from_text(at);
  if (!instant) {
    return usage("--at " + std::string(at) + ": " + instant.error().detail,
                 "write date, time and offset, as in --at 2026-01-15T12:00:00+08:00, or --at now");
  }
  return Clock{*instant, true};
}

}  // namespace cred::cli
