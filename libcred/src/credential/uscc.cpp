// SPDX-License-Identifier: Apache-2.0
#include "cred/credential/uscc.h"

#include "cred/codec/unicode.h"

namespace cred::credential {

std::string normalised_uscc(std::string_view text) {
  return codec::fold_number(text);
}

bool uscc_check_passes(std::string_view normalised) {
  // GB 32100-2015: 31 characters (no I O S V Z), weights 3^(i-1) mod 31, check value (31 - sum mod 31)
  // mod 31.
  static constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  if (normalised.size() != 18) return false;
  unsigned sum = 0;
  unsigned weight = 1;
  for (const char c : normalised.substr(0, 17)) {
    const auto value = kAlphabet.find(c);
    if (value == std::string_view::npos) return false;
    sum += static_cast<unsigned>(value) * weight;
    weight = weight * 3 % 31;
  }
  return normalised[17] == kAlphabet[(31 - sum % 31) % 31];
}

}  // namespace cred::credential
