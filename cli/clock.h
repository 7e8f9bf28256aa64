// SPDX-License-Identifier: Apache-2.0
// The only file of the project that asks the system for the time.
#pragma once

#include <string_view>

#include "cli/failure.h"
#include "cred/base/time.h"

namespace cred::cli {

struct Clock {
  Instant now;
  bool given;  // by --at: always reported
};

/// `at`: the value of --at (RFC 3339, or "now"), empty for the system clock. Asked once per command.
Outcome<Clock> clock(std::string_view at);

}  // namespace cred::cli
