// SPDX-License-Identifier: Apache-2.0
// Unified social credit code of an employer, GB 32100-2015: 18 characters with a check character. Some early
// codes are legal and fail the check, so a failed check warns and never refuses.
#pragma once

#include <string>
#include <string_view>

namespace cred::credential {

/// NFKC, upper case, only A-Z 0-9 kept: what two codes are compared by.
std::string normalised_uscc(std::string_view text);
/// 18 characters of the alphabet and a right final check character.
bool uscc_check_passes(std::string_view normalised);

}  // namespace cred::credential
