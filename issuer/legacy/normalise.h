// SPDX-License-Identifier: Apache-2.0
// How people write numbers, names and days in spreadsheets, and the one form that the registry keeps.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cred/base/time.h"

namespace cred::issuer {

/// Full-width letters, digits and signs as ASCII; ideographic, no-break and other spaces as spaces. For
/// codes and passport names: a Chinese company's name keeps its full-width brackets.
std::string narrowed(std::string_view text);
/// No space at the ends, one where there were several, line breaks and tabs among them.
std::string single_spaced(std::string_view text);
/// NFC, without what steers, hides or does not exist (codec/unicode.h). `text` is UTF-8.
std::string without_steering(std::string_view text);
/// narrowed, without spaces, a-z as A-Z.
std::string code_form(std::string_view text);
/// 1.30000202400201E+017, in code_form: what a spreadsheet makes of a long number. The number itself is lost.
bool is_rounded(std::string_view number);

/// 2024-08-24, 2024/8/24, 2024.08.24, 20240824, 2024年8月24日, with a spreadsheet's midnight behind it or
/// not. The year comes first: 08/04/2024 could be April or August.
std::optional<Day> day_in(std::string_view written);

}  // namespace cred::issuer
