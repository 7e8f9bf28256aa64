// SPDX-License-Identifier: Apache-2.0
#include "cred/credential/mrz.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "cred/codec/transliterate.h"

namespace cred::credential {

namespace {

constexpr std::size_t kLine = 44;
constexpr std::string_view kBlanks = " \t\r";

bool is_mrz(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '<';
}

std::string_view trimmed(std::string_view text) {
  const auto first = std::min(text.find_first_not_of(kBlanks), text.size());
  text.remove_prefix(first);
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

Result<std::vector<std::string>> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    const auto number = std::to_string(lines.size() + 1);
    if (line.size() != kLine)
      return fail(Reason::kText, "line " + number + " of the passport has " + std::to_string(line.size()) +
                                     " characters, not 44");
    auto& kept = lines.emplace_back(line);
    for (char& c : kept) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      if (!is_mrz(c)) return fail(Reason::kText, "line " + number + " of the passport: not A-Z, 0-9 or <");
    }
    if (lines.size() > 2) break;
  }
  if (lines.size() != 2)
    return fail(Reason::kText, "not the two lines at the foot of a passport's data page");
  return lines;
}

/// ICAO 9303-3 4.9: weights 7 3 1, A is 10, < is 0.
char check_digit(std::string_view text) {
  static constexpr std::array<unsigned, 3> kWeights = {7, 3, 1};
  unsigned sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const unsigned value = c == '<' ? 0 : static_cast<unsigned>(c <= '9' ? c - '0' : c - 'A' + 10);
    sum += value * kWeights[i % kWeights.size()];
  }
  return static_cast<char>('0' + sum % 10);
}

Result<void> check(std::string_view what, std::string_view text, char digit) {
  const char expected = check_digit(text);
  if (digit == expected) return {};
  return fail(Reason::kText, "the check digit of the " + std::string(what) + " is " + digit +
                                 ", it should be " + expected + ": read the lines again");
}

Result<void> check_digits(std::string_view line) {
  CRED_CHECK(check("passport number", line.substr(0, 9), line[9]));
  CRED_CHECK(check("birth date", line.substr(13, 6), line[19]));
  CRED_CHECK(check("expiry", line.substr(21, 6), line[27]));
  const auto optional = line.substr(28, 14);
  const bool empty = optional.find_first_not_of('<') == std::string_view::npos;
  if (!empty || line[42] != '<') CRED_CHECK(check("optional data", optional, line[42]));
  const auto composite =
      std::string(line.substr(0, 10)).append(line.substr(13, 7)).append(line.substr(21, 22));
  return check("second line", composite, line[43]);
}

Result<Day> birth_date(std::string_view digits, Day today) {
  if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) {
    return fail(Reason::kText,
                "the passport's birth date is incomplete: compare with the number and the date as printed");
  }
  std::uint64_t short_date = 0;
  for (const char c : digits) short_date = short_date * 10 + static_cast<std::uint64_t>(c - '0');
  for (const std::uint64_t century : {20'000'000u, 19'000'000u}) {
    const auto day = Day::from_yyyymmdd(century + short_date);
    if (day && *day <= today) return *day;
  }
  return fail(Reason::kText, "the passport's birth date is no day of the calendar");
}

std::string without_fillers(std::string_view text) {
  return std::string(text.substr(0, text.find_last_not_of('<') + 1));
}

/// A permit's name as a passport's name field would have it, before it is cut to length.
std::string field_of(std::string_view passport_form, codec::Diacritics diacritics) {
  const auto comma = passport_form.find(", ");
  std::string field = codec::to_mrz_letters(passport_form.substr(0, comma), diacritics);
  if (comma == std::string_view::npos) return field;
  return field + "<<" + codec::to_mrz_letters(passport_form.substr(comma + 2), diacritics);
}

/// Its words, in alphabetical order.
std::vector<std::string> words_of(std::string_view field) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < field.size();) {
    const auto end = std::min(field.find('<', at), field.size());
    if (end > at) words.emplace_back(field.substr(at, end - at));
    at = end + 1;
  }
  std::ranges::sort(words);
  return words;
}

std::string letters_of(std::string field) {
  std::erase(field, '<');
  return field;
}

/// Letters to change, add or drop to make one of the other (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

/// Other order, other spacing, names left out, a slip in every eighth letter: for a person to look at.
bool is_near(const std::string& a, const std::string& b) {
  const auto a_words = words_of(a);
  const auto b_words = words_of(b);
  if (std::ranges::includes(a_words, b_words) || std::ranges::includes(b_words, a_words))
    return !a_words.empty() && !b_words.empty();
  const auto a_letters = letters_of(a);
  const auto b_letters = letters_of(b);
  const auto shorter = std::min(a_letters.size(), b_letters.size());
  return shorter > 0 && distance(a_letters, b_letters) <= std::max<std::size_t>(1, shorter / 8);
}

}  // namespace

Result<Mrz> parse_mrz(std::string_view lines, Day today) {
  CRED_TRY(const auto two, lines_of(lines));
  const std::string_view first = two[0];
  const std::string_view second = two[1];
  if (first[0] != 'P') return fail(Reason::kText, "not a passport: its first line begins with P");
  CRED_CHECK(check_digits(second));
  CRED_TRY(const auto birth, birth_date(second.substr(13, 6), today));
  Mrz mrz{{without_fillers(first.substr(5))}, without_fillers(second.substr(0, 9)), birth};
  if (mrz.name.field.empty() || mrz.number.empty())
    return fail(Reason::kText, "a passport without name or number");
  return mrz;
}

std::string_view name(NameMatch match) {
  static constexpr std::array<std::string_view, 3> kNames = {"match", "near", "no"};
  return kNames[static_cast<std::size_t>(match)];
}

NameMatch match_name(const MrzName& mrz, std::string_view passport_form) {
  auto match = NameMatch::kNo;
  for (const auto diacritics : {codec::Diacritics::kTwoLetters, codec::Diacritics::kOneLetter}) {
    const auto expected = field_of(passport_form, diacritics);
    // A name too long for the passport is cut at the end of the field.
    if (without_fillers(expected.substr(0, kMrzNameLength)) == mrz.field) return NameMatch::kMatch;
    if (is_near(expected, mrz.field)) match = NameMatch::kNear;
  }
  return match;
}

}  // namespace cred::credential
