// SPDX-License-Identifier: Apache-2.0
// A verdict as one line of JSON (schemas/verdict.schema.json).
#pragma once

#include <string>
#include <string_view>

#include "cred/trust/root.h"
#include "cred/verdict.h"

namespace cred::verifier {

/// What stands beside the verdict.
struct Setting {
  trust::Environment environment;
  bool clock_given;
};

std::string to_json(std::string_view input, const Verdict& verdict, const Setting& setting);

}  // namespace cred::verifier
