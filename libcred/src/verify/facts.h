// SPDX-License-Identifier: Apache-2.0
// What a report may tell of a genuine token: owned copies of what was shown.
#pragma once

#include "cred/verdict.h"
#include "verify/authenticate.h"

namespace cred::verification {

Facts facts_of(const Genuine& token);

}  // namespace cred::verification
