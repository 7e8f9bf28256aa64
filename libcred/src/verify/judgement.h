// SPDX-License-Identifier: Apache-2.0
// The second half of a verification: everything about a genuine token is computed, and the gravest finding
// wins.
#pragma once

#include "cred/verdict.h"
#include "verify/authenticate.h"

namespace cred::verification {

/// Fills in checks, verdict, binding, freshness and permission; `verdict` comes in as VALID.
void judge(const Genuine& token, const VerifyContext& with, Verdict& verdict);

}  // namespace cred::verification
