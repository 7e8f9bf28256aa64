// SPDX-License-Identifier: Apache-2.0
#include "cred/legacy/number.h"

#include <algorithm>

#include "cred/codec/unicode.h"

namespace cred::legacy {

namespace {

bool is_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_letters(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// ISO 7064 MOD 11-2 over 17 digits, as on citizens' cards.
char resident_check(std::string_view digits) {
  static constexpr std::array kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  static constexpr std::string_view kAlphabet = "10X98765432";
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (digits[i] - '0') * kWeights[i];
  return kAlphabet[static_cast<std::size_t>(sum % 11)];
}

/// ICAO 9303: weights 7 3 1, A is 10.
char mrz_check(std::string_view text) {
  static constexpr std::array kWeights = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    sum += (c >= 'A' ? c - 'A' + 10 : c - '0') * kWeights[i % kWeights.size()];
  }
  return static_cast<char>('0' + sum % 10);
}

/// Since December 2023: 9, province (2), nationality (3), birth date (8), sequence (3), check.
bool is_new_form(std::string_view number, std::string_view birth_date) {
  return number.size() == 18 && number[0] == '9' && is_digits(number.substr(0, 17)) &&
         number.substr(6, 8) == birth_date && number[17] == resident_check(number);
}

/// Before: alpha-3 (3), region (4), birth date without the century (6), sequence (1), check.
bool is_old_form(std::string_view number, std::string_view birth_date) {
  return number.size() == 15 && is_letters(number.substr(0, 3)) && is_digits(number.substr(3)) &&
         number.substr(7, 6) == birth_date.substr(2) && number[14] == mrz_check(number.substr(0, 14));
}

}  // namespace

Result<std::string> normalised_number(std::string_view text) {
  auto number = codec::fold_number(text);
  if (number.empty()) return fail(Reason::kText, "a card number has letters A-Z or digits");
  return number;
}

Result<CardKey> derive_card_key(std::string_view number, Day birth_date, const Salt& salt) {
  CRED_TRY(const auto normalised, normalised_number(number));
  const auto input =
      std::string("FWP1 card") + '\0' + normalised + '\0' + std::to_string(birth_date.yyyymmdd());
  std::array<std::uint8_t, sizeof(Tag) + sizeof(RecordKey)> out;
  CRED_CHECK(crypto::argon2id(as_bytes(input), salt, crypto::kPassportCost, out));
  CardKey key;
  std::copy_n(out.begin(), key.tag.size(), key.tag.begin());
  std::copy_n(out.begin() + sizeof(Tag), key.record_key.size(), key.record_key.begin());
  return key;
}

bool is_permanent_resident(std::string_view normalised, Day birth_date) {
  const auto birth = std::to_string(birth_date.yyyymmdd());
  return is_new_form(normalised, birth) || is_old_form(normalised, birth);
}

}  // namespace cred::legacy
