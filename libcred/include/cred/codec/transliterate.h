// SPDX-License-Identifier: Apache-2.0
// Names as the machine readable zone of a passport writes them (ICAO 9303-3): A-Z, one `<` for a space or a
// hyphen, apostrophes and other marks dropped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cred::codec {

/// A state may write Ä Ö Ü Å with one letter or with two; both are in the recommendation.
enum class Diacritics : std::uint8_t { kTwoLetters, kOneLetter };

/// A letter that has no Latin form becomes `?`, which no passport has.
std::string to_mrz_letters(std::string_view text, Diacritics form);

}  // namespace cred::codec
