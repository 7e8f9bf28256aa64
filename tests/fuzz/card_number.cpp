// SPDX-License-Identifier: Apache-2.0
// Numbers and days as people type them: whatever they write, it becomes one form, and that form itself.
// Parser: libcred/src/legacy/number.cpp libcred/src/codec/unicode_utf8proc.cpp issuer/legacy/normalise.cpp
// Dictionary: csv
// Longest: 128
#include "cred/legacy/number.h"

#include <algorithm>

#include "cred/codec/unicode.h"
#include "fuzz/target.h"
#include "issuer/legacy/normalise.h"

namespace cred::fuzz {

namespace {

bool is_folded(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

/// The forms of the importer: made again of what they made, they change nothing.
void must_be_settled(std::string_view text) {
  const auto code = issuer::code_form(text);
  must(issuer::code_form(code) == code, "a code's form is its own form");
  must(code.find(' ') == std::string::npos, "no space in a code");
  const auto spaced = issuer::single_spaced(text);
  must(issuer::single_spaced(spaced) == spaced, "single spaces stay");
  const auto plain = issuer::without_steering(text);
  must(codec::is_utf8(plain), "UTF-8 stays UTF-8");
  must_be_plain(plain);
  if (const auto day = issuer::day_in(text))
    must(issuer::day_in(day->to_text()) == day, "a day is written as it is read");
}

}  // namespace

std::vector<Bytes> seeds() {
  std::vector<Bytes> all;
  for (const std::string_view text :
       {"1100 0020-2400216339", "１１００００２０２４００２１６３３９", "ex1100-000117", "911231198705240010",
        "91184019870524001X", "USA110087052413", "2024-08-24", "2024/8/24 0:00:00", "2024年8月24日",
        "20240824", "北京　示例（科技）\t有限公司",
        "\xe2\x80\xae"
        "1\xcc\x81"
        "é"})
    all.push_back(to_bytes(as_bytes(text)));
  return all;
}

bool accepts(BytesView input) {
  const auto text = as_text(input);
  must_be_plain(codec::escaped(text));
  must(codec::display_width(codec::escaped(text)) <= codec::escaped(text).size(),
       "an octet is a column at most");
  const bool utf8 = codec::is_utf8(text);
  must(utf8 || !codec::check_text(text), "our texts are UTF-8");
  if (utf8) must_be_settled(text);

  const auto folded = codec::fold_number(text);
  must(is_folded(folded) && codec::fold_number(folded) == folded, "a folded number folds to itself");
  const auto number = legacy::normalised_number(text);
  must(number.has_value() == !folded.empty(), "a number is what is left");
  if (!number) return utf8;
  must(*number == folded, "numbers of cards fold as all do");
  const auto birth_date = *Day::from_text("1987-05-24");
  const bool resident = legacy::is_permanent_resident(*number, birth_date);
  must(!resident || number->size() == 18 || number->size() == 15, "two forms of a resident's card");
  must(!resident || !legacy::is_permanent_resident(*number, *Day::from_text("1987-05-25")),
       "a resident's card is of one day of birth");
  // One key, however the number is written. The wide spelling is of the same number.
  if (number->size() <= 20)
    must(*legacy::derive_card_key(text, birth_date, {}) == *legacy::derive_card_key(*number, birth_date, {}),
         "one number, one key");
  CRED_PLANT(number->size() == 21, number->back() == 'X');
  return true;
}

}  // namespace cred::fuzz
