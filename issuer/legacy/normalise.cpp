// SPDX-License-Identifier: Apache-2.0
#include "issuer/legacy/normalise.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "cred/codec/unicode.h"

namespace cred::issuer {

namespace {

/// Octets of the character that begins with `lead`; the text is UTF-8.
std::size_t length_of(char lead) {
  const auto octet = static_cast<unsigned char>(lead);
  if (octet < 0x80) return 1;
  if (octet < 0xe0) return 2;
  return octet < 0xf0 ? 3 : 4;
}

// U+FF01..U+FF5E are ! to ~ at full width: ef bc 81..bf, ef bd 80..9e.
std::optional<char> ascii_of(std::string_view character) {
  if (character.size() != 3 || character[0] != '\xef') return std::nullopt;
  const auto second = static_cast<unsigned char>(character[1]);
  const auto third = static_cast<unsigned char>(character[2]);
  if (second == 0xbc && third >= 0x81) return static_cast<char>(third - 0x81 + '!');
  if (second == 0xbd && third <= 0x9e) return static_cast<char>(third - 0x80 + '`');
  return std::nullopt;
}

bool is_space(std::string_view character) {
  // Tab and line breaks, no-break space, en to hair space, narrow no-break, ideographic.
  static constexpr std::array<std::string_view, 8> kOthers = {"\xc2\xa0",     "\xe2\x80\x82", "\xe2\x80\x83",
                                                              "\xe2\x80\x85", "\xe2\x80\x89", "\xe2\x80\xaf",
                                                              "\xe3\x80\x80", "\xe2\x80\x8a"};
  if (character.size() == 1) return character[0] == ' ' || (character[0] >= '\t' && character[0] <= '\r');
  return std::ranges::count(kOthers, character) > 0;
}

/// Calls `use` with every character.
template <class Use>
void each_character(std::string_view text, Use use) {
  while (!text.empty()) {
    const auto character = text.substr(0, length_of(text.front()));
    use(character);
    text.remove_prefix(character.size());
  }
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes 1 to `most` digits from the front.
std::optional<unsigned> take_number(std::string_view& text, std::size_t most) {
  std::size_t size = 0;
  while (size < text.size() && size < most && is_digit(text[size])) ++size;
  const std::string digits(text.substr(0, size));
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  text.remove_prefix(size);
  return size > 0 ? std::optional(value) : std::nullopt;
}

bool take(std::string_view& text, std::string_view what) {
  if (!text.starts_with(what)) return false;
  text.remove_prefix(what.size());
  return true;
}

std::optional<Day> day_of(unsigned year, unsigned month, unsigned day) {
  const auto made = Day::from_yyyymmdd(std::uint64_t{year} * 10000 + month * 100 + day);
  return made ? std::optional(*made) : std::nullopt;
}

/// After the year: "-08-24" with one sign all through, or the Chinese words.
std::optional<Day> rest_of_day(unsigned year, std::string_view rest) {
  struct Signs {
    std::string_view after_year, after_month, after_day;
  };
  static constexpr std::array<Signs, 4> kSigns = {Signs{"-", "-", ""}, Signs{"/", "/", ""},
                                                  Signs{".", ".", ""}, Signs{"年", "月", "日"}};
  for (const auto& signs : kSigns) {
    auto text = rest;
    if (!take(text, signs.after_year)) continue;
    const auto month = take_number(text, 2);
    if (!month || !take(text, signs.after_month)) continue;
    const auto day = take_number(text, 2);
    if (day && take(text, signs.after_day) && text.empty()) return day_of(year, *month, *day);
  }
  return std::nullopt;
}

}  // namespace

std::string narrowed(std::string_view text) {
  std::string out;
  each_character(text, [&](std::string_view character) {
    if (const auto ascii = ascii_of(character))
      out += *ascii;
    else if (is_space(character))
      out += ' ';
    else
      out += character;
  });
  return out;
}

std::string single_spaced(std::string_view text) {
  std::string out;
  bool waiting = false;
  each_character(text, [&](std::string_view character) {
    if (is_space(character)) {
      waiting = !out.empty();
      return;
    }
    if (waiting) out += ' ';
    waiting = false;
    out += character;
  });
  return out;
}

std::string without_steering(std::string_view text) {
  if (text.empty() || codec::check_text(text)) return std::string(text);
  std::string out;
  each_character(codec::to_nfc(text).value_or(std::string(text)), [&](std::string_view character) {
    if (codec::check_text(character) || !codec::is_utf8(character)) out += character;
  });
  return out;
}

std::string code_form(std::string_view text) {
  std::string out;
  for (const char c : narrowed(text)) {
    if (c != ' ') out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

bool is_rounded(std::string_view number) {
  constexpr std::string_view kDigits = "0123456789";
  const auto exponent = number.find("E+");
  if (exponent == std::string_view::npos || exponent + 2 == number.size()) return false;
  const auto first = number.substr(0, exponent);
  return first.find_first_not_of("0123456789.") == std::string_view::npos &&
         first.find_first_of(kDigits) == 0 &&
         number.substr(exponent + 2).find_first_not_of(kDigits) == std::string_view::npos;
}

std::optional<Day> day_in(std::string_view written) {
  auto whole = single_spaced(narrowed(written));
  for (const std::string_view midnight : {" 00:00:00", " 0:00:00", " 0:00", "T00:00:00"}) {
    if (whole.ends_with(midnight)) whole.resize(whole.size() - midnight.size());
  }
  std::erase(whole, ' ');
  std::string_view text = whole;
  if (text.size() == 8 && std::ranges::all_of(text, is_digit)) {
    unsigned number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return day_of(number / 10000, number / 100 % 100, number % 100);
  }
  const auto before = text.size();
  const auto year = take_number(text, 4);
  if (!year || before - text.size() != 4) return std::nullopt;
  return rest_of_day(*year, text);
}

}  // namespace cred::issuer
