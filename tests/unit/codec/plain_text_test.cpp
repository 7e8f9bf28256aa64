// SPDX-License-Identifier: Apache-2.0
// check_text() asks nothing about characters that are plain. Here utf8proc is asked about every one of them.
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "cred/codec/unicode.h"

#include <utf8proc.h>

namespace cred::codec {
namespace {

constexpr utf8proc_int32_t kLast = 0x10ffff;

std::string utf8(utf8proc_int32_t value) {
  utf8proc_uint8_t out[4];
  const auto size = utf8proc_encode_char(value, out);
  return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(size)};
}

/// The slow way, as the rule is written: by category, and by composing the whole text.
bool obeys_the_rule(const std::string& text, utf8proc_int32_t value) {
  switch (utf8proc_category(value)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return false;
    case UTF8PROC_CATEGORY_CF:
      if (value != 0x200c && value != 0x200d) return false;
      break;
    default:
      break;
  }
  const auto composed = to_nfc(text);
  return composed && *composed == text;
}

/// Every character that some other character in front of it swallows when a text is composed.
std::set<utf8proc_int32_t> second_halves() {
  std::set<utf8proc_int32_t> seconds;
  for (utf8proc_int32_t value = 0; value <= kLast; ++value) {
    if (!utf8proc_codepoint_valid(value)) continue;
    utf8proc_int32_t parts[8];
    int boundary = 0;
    const auto count = utf8proc_decompose_char(value, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
    for (utf8proc_ssize_t i = 1; i < count; ++i) seconds.insert(parts[i]);
  }
  return seconds;
}

TEST_CASE("of each single character check_text says what the rule says") {
  std::size_t different = 0;
  for (utf8proc_int32_t value = 1; value <= kLast; ++value) {
    if (!utf8proc_codepoint_valid(value)) continue;
    const auto text = utf8(value);
    if (check_text(text).has_value() != obeys_the_rule(text, value)) ++different;
  }
  CHECK(different == 0);
}

TEST_CASE("whatever may combine is composed before it is judged") {
  // Each second half behind characters of every plain range: written apart, such a text is in NFC only when
  // nothing joins, and check_text must know.
  std::size_t different = 0;
  for (const auto second : second_halves()) {
    for (const utf8proc_int32_t first :
         {0x41, 0x61, 0xe9, 0x1b0, 0x418, 0x627, 0x648, 0x4e00, 0xac00, 0x304b, 0x30ab, 0x1ea1}) {
      const auto text = utf8(first) + utf8(second);
      if (check_text(text).has_value() != obeys_the_rule(text, second)) ++different;
    }
  }
  CHECK(different == 0);
}

}  // namespace
}  // namespace cred::codec
