// SPDX-License-Identifier: Apache-2.0
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>

#include "cred/base/bytes.h"
#include "cred/codec/unicode.h"

namespace cred::codec {

namespace {

constexpr utf8proc_int32_t kZeroWidthNonJoiner = 0x200c;
constexpr utf8proc_int32_t kZeroWidthJoiner = 0x200d;
constexpr auto kPlain = static_cast<utf8proc_option_t>(0);

struct CodePoint {
  utf8proc_int32_t value;  // negative: not UTF-8
  std::size_t size;        // octets, at least 1
};

CodePoint next(std::string_view text) {
  utf8proc_int32_t value = -1;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &value);
  if (size < 1) return {-1, 1};
  return {value, static_cast<std::size_t>(size)};
}

/// Steers, hides or does not exist: what no text of ours holds.
bool is_forbidden(utf8proc_int32_t value) {
  switch (utf8proc_category(value)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    case UTF8PROC_CATEGORY_CF:
      return value != kZeroWidthNonJoiner && value != kZeroWidthJoiner;
    default:
      return false;
  }
}

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};
// Characters of which nothing needs asking: assigned, allowed, and in NFC whatever stands beside them, as
// none of them combines with its neighbour (NFC_Quick_Check=Yes, class 0). Most names and employers hold no
// others. A test asks utf8proc about every one.
constexpr Range kPlainRanges[] = {
    {0x4e00, 0x9fff},                    // Han
    {0x00ae, 0x02ff}, {0x00a1, 0x00ac},  // Latin; the soft hyphen between them is a format character
    {0x0400, 0x0482},                    // Cyrillic
    {0x0621, 0x063a}, {0x0641, 0x064a},  // Arabic
    {0xac00, 0xd7a3},                    // Hangul
    {0x3041, 0x3096}, {0x30a1, 0x30fa},  // Kana
    {0x1ea0, 0x1eff},                    // Latin, as Vietnamese is written
    {0x3400, 0x4dbf}, {0x0531, 0x0556}, {0x0561, 0x0587}, {0x10d0, 0x10fa},
};

bool is_plain(std::uint32_t value) {
  if (value < 0x80) return value >= 0x20 && value < 0x7f;
  return std::ranges::any_of(kPlainRanges,
                             [value](Range range) { return range.first <= value && value <= range.last; });
}

std::uint32_t tail_bits(char octet) {
  return static_cast<std::uint8_t>(octet) & 0x3fu;
}
bool is_tail(char octet) {
  return (static_cast<std::uint8_t>(octet) & 0xc0) == 0x80;
}

/// A character of one to three octets; size 0 for everything else, which is left to utf8proc.
CodePoint short_character(std::string_view text) {
  const auto first = static_cast<std::uint8_t>(text.front());
  if (first < 0x80) return {first, 1};
  if (first >= 0xc2 && first < 0xe0 && text.size() >= 2 && is_tail(text[1]))
    return {static_cast<std::int32_t>((first & 0x1fu) << 6 | tail_bits(text[1])), 2};
  if (first < 0xe0 || first >= 0xf0 || text.size() < 3 || !is_tail(text[1]) || !is_tail(text[2]))
    return {-1, 0};
  const auto value = (first & 0x0fu) << 12 | tail_bits(text[1]) << 6 | tail_bits(text[2]);
  const bool is_surrogate = value >= 0xd800 && value < 0xe000;
  if (value < 0x800 || is_surrogate) return {-1, 0};
  return {static_cast<std::int32_t>(value), 3};
}

bool is_plain_text(std::string_view text) {
  while (!text.empty()) {
    const auto character = short_character(text);
    if (character.size == 0 || !is_plain(static_cast<std::uint32_t>(character.value))) return false;
    text.remove_prefix(character.size);
  }
  return true;
}

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

std::optional<std::string> normalised(std::string_view text, utf8proc_option_t form) {
  utf8proc_uint8_t* out = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &out,
                                 static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | form));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(out, &std::free);
  if (size < 0) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
}

std::string hex(std::uint32_t value) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  do {
    text.insert(text.begin(), kDigits[value & 15]);
    value >>= 4;
  } while (value > 0);
  return text;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    auto point = short_character(text);  // most of what we read
    if (point.size == 0) point = next(text);
    if (point.value < 0) return false;
    text.remove_prefix(point.size);
  }
  return true;
}

Result<void> check_text(std::string_view text) {
  if (text.empty()) return fail(Reason::kText, "empty text: leave it out instead");
  if (text.size() > kMaxText) {
    return fail(Reason::kText, std::to_string(text.size()) + " octets, at most " + std::to_string(kMaxText));
  }
  if (is_plain_text(text)) return {};
  for (std::size_t at = 0; at < text.size();) {
    const auto point = next(text.substr(at));
    if (point.value < 0) return fail(Reason::kText, "not UTF-8 at octet " + std::to_string(at));
    if (is_forbidden(point.value)) {
      return fail(Reason::kText, "character U+" + hex(static_cast<std::uint32_t>(point.value)) +
                                     " at octet " + std::to_string(at) + " is not allowed");
    }
    at += point.size;
  }
  if (normalised(text, kPlain) != text) return fail(Reason::kText, "not in Unicode form NFC");
  return {};
}

std::string fold_number(std::string_view text) {
  std::string kept;
  for (char c : normalised(text, UTF8PROC_COMPAT).value_or(std::string())) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) kept += c;
  }
  return kept;
}

Result<std::string> to_nfc(std::string_view text) {
  if (auto composed = normalised(text, kPlain)) return std::move(*composed);
  return fail(Reason::kText, "not UTF-8");
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto point = next(text);
    if (point.value >= 0) width += static_cast<std::size_t>(std::max(0, utf8proc_charwidth(point.value)));
    text.remove_prefix(point.size);
  }
  return width;
}

std::string escaped(std::string_view untrusted) {
  if (is_printable_ascii(untrusted)) return std::string(untrusted);
  std::string out;
  while (!untrusted.empty()) {
    const auto point = next(untrusted);
    if (point.value < 0)
      out += "\\x{" + hex(static_cast<std::uint8_t>(untrusted.front())) + "}";
    else if (is_forbidden(point.value))
      out += "\\u{" + hex(static_cast<std::uint32_t>(point.value)) + "}";
    else
      out += untrusted.substr(0, point.size);
    untrusted.remove_prefix(point.size);
  }
  return out;
}

}  // namespace cred::codec
