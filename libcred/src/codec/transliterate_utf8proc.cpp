// SPDX-License-Identifier: Apache-2.0
#include <utf8proc.h>

#include <algorithm>
#include <cstdint>

#include "cred/codec/transliterate.h"

namespace cred::codec {

namespace {

struct Letter {
  utf8proc_int32_t value;  // upper case
  std::string_view two;
  std::string_view one;
};

// What dropping the marks would not give: letters that do not decompose, and those that may be written as
// two.
constexpr Letter kLetters[] = {
    {0x00c4, "AE", "A"},   // Ä
    {0x00c5, "AA", "A"},   // Å
    {0x00c6, "AE", "AE"},  // Æ
    {0x00d0, "D", "D"},    // Ð
    {0x00d6, "OE", "O"},   // Ö
    {0x00d8, "OE", "OE"},  // Ø
    {0x00dc, "UE", "U"},   // Ü
    {0x00de, "TH", "TH"},  // Þ
    {0x0110, "D", "D"},    // Đ
    {0x0126, "H", "H"},    // Ħ
    {0x0131, "I", "I"},    // ı, whose upper case is I
    {0x0132, "IJ", "IJ"},  // Ĳ
    {0x0141, "L", "L"},    // Ł
    {0x014a, "N", "N"},    // Ŋ
    {0x0152, "OE", "OE"},  // Œ
    {0x0166, "T", "T"},    // Ŧ
    {0x018f, "E", "E"},    // Ə
    {0x1e9e, "SS", "SS"},  // ẞ
};

constexpr utf8proc_int32_t kSharpS = 0x00df;

utf8proc_int32_t upper(utf8proc_int32_t value) {
  return value == kSharpS ? 0x1e9e : utf8proc_toupper(value);
}

bool is_separator(utf8proc_int32_t value) {
  return value == '-' || value == '<' || utf8proc_category(value) == UTF8PROC_CATEGORY_ZS ||
         utf8proc_category(value) == UTF8PROC_CATEGORY_PD;
}

bool is_letter(utf8proc_int32_t value) {
  const auto category = utf8proc_category(value);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/// The base of a letter without its marks, if that is A-Z; 0 otherwise.
char base_of(utf8proc_int32_t value) {
  utf8proc_int32_t parts[8];
  int boundary = 0;
  const auto count = utf8proc_decompose_char(value, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
  return count > 0 && parts[0] >= 'A' && parts[0] <= 'Z' ? static_cast<char>(parts[0]) : '\0';
}

void add_letter(std::string& out, utf8proc_int32_t value, Diacritics form) {
  const auto* found = std::ranges::find(kLetters, value, &Letter::value);
  if (found != std::end(kLetters)) {
    out += form == Diacritics::kTwoLetters ? found->two : found->one;
    return;
  }
  if (const char base = base_of(value))
    out += base;
  else if (is_letter(value))
    out += '?';
}

}  // namespace

std::string to_mrz_letters(std::string_view text, Diacritics form) {
  std::string out;
  while (!text.empty()) {
    utf8proc_int32_t value = -1;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &value);
    if (size < 1) return "?";  // not UTF-8, which no text of ours is
    text.remove_prefix(static_cast<std::size_t>(size));
    if (!is_separator(value))
      add_letter(out, upper(value), form);
    else if (!out.empty() && out.back() != '<')
      out += '<';
  }
  if (!out.empty() && out.back() == '<') out.pop_back();
  return out;
}

}  // namespace cred::codec
