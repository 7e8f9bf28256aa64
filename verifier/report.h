// SPDX-License-Identifier: Apache-2.0
// A verdict for the person at the gate: a block of lines, every text of the code escaped, the verdict word in
// plain ASCII last, so that nothing printed before it can take its place.
#pragma once

#include <string>
#include <string_view>

#include "cred/trust/issuers.h"
#include "cred/verdict.h"
#include "verifier/verdict_json.h"

namespace cred::verifier {

enum class Language { kBoth, kZh, kEn };

struct ReportStyle {
  Language language;
  bool colour;  // never the only signal: sign and word say the same
  trust::VerifierRole role;
};

std::string to_report(std::string_view input, const Verdict& verdict, const Setting& setting,
                      const ReportStyle& style);

}  // namespace cred::verifier
