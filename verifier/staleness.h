// SPDX-License-Identifier: Apache-2.0
// When what is held stops being fresh, per role, in words.
#pragma once

#include <string>

#include "cred/base/time.h"
#include "cred/trust/bundle.h"

namespace cred::verifier {

/// A table: role, age now, fresh until, stale from, all in China time.
std::string staleness(const trust::Bundle& bundle, Instant now);

}  // namespace cred::verifier
