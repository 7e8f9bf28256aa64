// SPDX-License-Identifier: Apache-2.0
// The two lines at the foot of a passport, and their name against a permit's.
// Parser: libcred/src/credential/mrz.cpp libcred/src/codec/transliterate_utf8proc.cpp
// Dictionary: text
// Longest: 256
#include "cred/credential/mrz.h"

#include <algorithm>

#include "cred/codec/transliterate.h"
#include "fuzz/target.h"

namespace cred::fuzz {

std::vector<Bytes> seeds() {
  const std::string texts[] = {
      "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n",
      "P<SAUAL<RASHED<<NORAH<ABDULLAH<<<<<<<<<<<<<<\nZ000101<<5SAU8407199F3103027<<<<<<<<<<<<<<<6\n"};
  std::vector<Bytes> all;
  for (const auto& text : texts) all.push_back(to_bytes(as_bytes(text)));
  return all;
}

bool accepts(BytesView input) {
  const auto text = as_text(input);
  // Any text as a permit's name: never a match with a name it is not written like.
  for (const auto form : {codec::Diacritics::kTwoLetters, codec::Diacritics::kOneLetter}) {
    for (const char c : codec::to_mrz_letters(text, form))
      must((c >= 'A' && c <= 'Z') || c == '<' || c == '?', "only letters of the zone come out");
  }
  static_cast<void>(credential::match_name({"ERIKSSON<<ANNA<MARIA"}, text.substr(0, 255)));

  const auto mrz = credential::parse_mrz(text, *Day::from_text("2026-01-15"));
  if (!mrz) {
    must_be_plain(mrz.error().detail);
    return false;
  }
  must(mrz->birth_date <= *Day::from_text("2026-01-15"), "nobody is born tomorrow");
  must(!mrz->number.empty() && mrz->number.size() <= 9, "a number of 1 to 9 characters");
  must(!mrz->name.field.empty() && mrz->name.field.size() <= credential::kMrzNameLength, "a name");
  const auto rare = std::ranges::count_if(mrz->name.field, [](char c) { return c > 'U'; });
  CRED_PLANT(rare > 1, rare > 2);
  return true;
}

}  // namespace cred::fuzz
