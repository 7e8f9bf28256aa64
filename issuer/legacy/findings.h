// SPDX-License-Identifier: Apache-2.0
// What an import has to say of a row: nothing is changed, passed over or refused in silence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cred::issuer {

enum class FindingKind { kNormalised, kChanged /* since the last import */, kFlagged, kRefused };
std::string_view name(FindingKind kind);  // "normalised", …

struct Finding {
  FindingKind kind;
  std::string_view column;  // empty: the row
  std::string_view word;  // of a closed list (docs/formats/legacy-cards.md); empty for normalised and changed
  std::string before;     // as it stands in the file; changed: as it was recorded
  std::string after;      // normalised, changed: what is kept
  std::string detail;     // for people: what is wrong
};
using Findings = std::vector<Finding>;

}  // namespace cred::issuer
