// SPDX-License-Identifier: Apache-2.0
#include "cred/codec/unicode.h"

#include <catch2/catch.hpp>

namespace cred::codec {
namespace {

TEST_CASE("names of many scripts obey the text rule") {
  for (const auto* text : {"AL-RASHED, NORAH ABDULLAH", "نورة عبدالله الراشد", "Þórdís Ægisdóttir",
                           "Đặng Huỳnh Bích Trâm", "선우하람", "長谷川 優花", "Ксения", "அன்புச்செல்வன்",
                           "ሰላም ተስፋዬ", "Caoimhe O’Brien", "می‌خواهم" /* with ZWNJ */}) {
    CAPTURE(text);
    CHECK(check_text(text));
  }
  CHECK(check_text(std::string(kMaxText, 'x')));
}

TEST_CASE("what steers, hides, does not exist or is not NFC is refused") {
  const auto [what, text] = GENERATE(table<const char*, std::string>({
      {"empty", ""},
      {"256 octets", std::string(kMaxText + 1, 'x')},
      {"NUL", std::string("a\0b", 3)},
      {"escape", "a\x1b[31m"},
      {"newline", "a\nb"},
      {"delete", "a\x7f"},
      {"C1 control",
       "a\xc2\x9b"
       "31m"},
      {"right-to-left override", "a\u202eb"},
      {"isolate", "a\u2066b"},
      {"zero width space", "a\u200bb"},
      {"byte order mark",
       "\ufeff"
       "a"},
      {"soft hyphen",
       "a\u00ad"
       "b"},
      {"line separator", "a\u2028b"},
      {"paragraph separator", "a\u2029b"},
      {"private use", "\ue000"},
      {"not assigned", "\u0378"},
      {"noncharacter", "\uffff"},
      {"surrogate", "\xed\xa0\x80"},
      {"overlong", "\xc0\xaf"},
      {"cut short", "\xe6\x96"},
      {"above U+10FFFF", "\xf4\x90\x80\x80"},
      {"tag character", "\U000e0041"},
      {"NFD", "e\u0301"},
  }));
  CAPTURE(what);
  const auto checked = check_text(text);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().reason == Reason::kText);
}

/// RFC 3629 section 4, written down as its grammar says.
bool obeys_rfc3629(std::uint8_t a, std::uint8_t b, std::uint8_t c) {
  const auto tail = [](std::uint8_t octet) { return octet >= 0x80 && octet <= 0xbf; };
  if (a == 0xe0) return b >= 0xa0 && b <= 0xbf && tail(c);
  if (a == 0xed) return b >= 0x80 && b <= 0x9f && tail(c);
  return a >= 0xe1 && a <= 0xef && tail(b) && tail(c);
}

TEST_CASE("of all sequences of three octets from C0 on exactly those of RFC 3629 are UTF-8") {
  std::size_t wrong = 0;
  std::string text(3, '\0');
  for (unsigned a = 0xc0; a < 0x100; ++a) {
    for (unsigned b = 0x80; b < 0x100; ++b) {
      for (unsigned c = 0x80; c < 0x100; ++c) {
        text = {static_cast<char>(a), static_cast<char>(b), static_cast<char>(c)};
        const bool expected = obeys_rfc3629(static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b),
                                            static_cast<std::uint8_t>(c));
        wrong += is_utf8(text) == expected ? 0u : 1u;
      }
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("sequences of two and four octets keep to their first and last") {
  for (const auto* good : {"", "a", "\xc2\x80", "\xdf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    CAPTURE(good);
    CHECK(is_utf8(good));
  }
  for (const auto* bad : {"\x80", "\xc1\xbf", "\xc2", "\xc2\x7f", "\xe6\x96", "\xf0\x8f\xbf\xbf",
                          "\xf0\x90\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("what people type is composed, what is not UTF-8 is refused") {
  CHECK(*to_nfc("e\u0301") == "é");
  CHECK(*to_nfc("北京") == "北京");
  CHECK(to_nfc("")->empty());
  CHECK(to_nfc("\xff").error().reason == Reason::kText);
}

TEST_CASE("the joiners that Persian and Indic names need are the only format characters allowed") {
  CHECK(check_text("a\u200c\u200d"));
  for (const auto* text : {"\u200b", "\u200e", "\u200f", "\u2060", "\u061c"}) CHECK_FALSE(check_text(text));
}

TEST_CASE("a number folds to A-Z and 0-9") {
  CHECK(fold_number("Ｚ０００１０１") == "Z000101");
  CHECK(fold_number(" z 000-101 ") == "Z000101");
  CHECK(fold_number("证") == "");
  CHECK(fold_number("\xff") == "");
}

TEST_CASE("escaping lets through what a terminal may show and nothing else") {
  CHECK(escaped("AL-RASHED 诺拉") == "AL-RASHED 诺拉");
  CHECK(escaped("\x1b]52;c;x\x07") == "\\u{1b}]52;c;x\\u{7}");
  CHECK(escaped("a\u202eb\n") == "a\\u{202e}b\\u{a}");
  CHECK(escaped("\xff\xc2\x9b") == "\\x{ff}\\u{9b}");
}

TEST_CASE("wide characters count two columns") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("有效") == 4);
  CHECK(display_width("e\u0301") == 1);
}

}  // namespace
}  // namespace cred::codec
