// SPDX-License-Identifier: Apache-2.0
// The ground of a decision as a number: a wallet credential carries the code, never the evidence.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace cred::issuer {

/// Numbers are for ever; docs/formats/wallet-credential.md lists them. 0: another ground, which the registry
/// names.
inline constexpr std::array<std::string_view, 9> kBasisCodes = {"other",
                                                                "points>=85",
                                                                "degree_and_2_years",
                                                                "quota_intern",
                                                                "talent_programme",
                                                                "income_6x",
                                                                "points_60_84",
                                                                "age_relaxation_urgently_needed",
                                                                "young_graduate_fast_track"};

constexpr std::uint64_t basis_code(std::string_view word) {
  for (std::size_t code = 1; code < kBasisCodes.size(); ++code) {
    if (kBasisCodes[code] == word) return code;
  }
  return 0;
}

}  // namespace cred::issuer
