// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/clock.h"
#include "verifier/store.h"

namespace cred::verifier {

/// `cred-verifier show --json`: one object.
std::string to_json(const Store& store, const Registers& registers, const cli::Clock& clock);

}  // namespace cred::verifier
