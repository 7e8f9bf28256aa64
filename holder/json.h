// SPDX-License-Identifier: Apache-2.0
// What the verbs print with --json, one object a line (schemas/holder-output.schema.json). Members are named
// as in the JSON of a verdict.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/clock.h"
#include "cred/enrolment.h"
#include "cred/present.h"
#include "cred/qr/symbol.h"
#include "cred/trust/root.h"

namespace cred::holder {

/// `init`.
std::string wallet_json(std::string_view folder, crypto::Algorithm algorithm, const trust::Root& root);

/// `enrol`. `file`: empty when the code goes nowhere else.
std::string enrolment_json(std::string_view iss, std::string_view card, const crypto::PublicKey& device,
                           std::string_view text, std::string_view file, const cli::Clock& clock);

/// `list`, `receive`: a permit in one line.
std::string permit_json(const HeldPermit& permit, trust::Environment environment, const cli::Clock& clock);
/// `show`: everything in it, and what each profile reveals.
std::string whole_permit_json(const HeldPermit& permit, trust::Environment environment,
                              const cli::Clock& clock);

/// One code that `present` made.
struct CodeMade {
  const HeldPermit& permit;
  std::string_view audience;
  bool answer;  // to a challenge
  credential::GroupSet groups;
  const Presented& code;
  const qr::Symbol& symbol;
  Instant made;
  std::span<const std::string> files;
};
std::string code_json(const CodeMade& code, const cli::Clock& clock);

/// "within-dates", "expired", "not-yet-valid": what the dates say, and nothing else.
std::string_view state_of(const credential::Terms& terms, Day today);

}  // namespace cred::holder
