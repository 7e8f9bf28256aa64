// SPDX-License-Identifier: Apache-2.0
#include "cli/json_line.h"

#include <fmt/core.h>

#include <cstdint>

#include "cred/codec/unicode.h"

namespace cred::cli {

namespace {

/// Octets of the character that begins with `lead`, in valid UTF-8.
std::size_t size_of(char lead) {
  const auto octet = static_cast<std::uint8_t>(lead);
  return octet < 0x80 ? 1 : octet < 0xe0 ? 2 : octet < 0xf0 ? 3 : 4;
}

std::uint32_t code_point(std::string_view character) {
  auto value = static_cast<std::uint32_t>(static_cast<std::uint8_t>(character.front()));
  if (character.size() > 1) value &= 0xffu >> (character.size() + 1);
  for (const char c : character.substr(1)) value = value << 6 | (static_cast<std::uint8_t>(c) & 0x3fu);
  return value;
}

/// One \uXXXX, or two for what lies beyond the first plane (RFC 8259, 7).
std::string escape(std::uint32_t value) {
  if (value < 0x10000) return fmt::format("\\u{:04x}", value);
  value -= 0x10000;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + (value >> 10), 0xdc00 + (value & 0x3ff));
}

}  // namespace

std::string json_line(std::string_view json) {
  if (codec::escaped(json) == json) return std::string(json);
  std::string line;
  while (!json.empty()) {
    const auto character = json.substr(0, size_of(json.front()));
    if (codec::escaped(character) == character)
      line += character;
    else
      line += escape(code_point(character));
    json.remove_prefix(character.size());
  }
  return line;
}

}  // namespace cred::cli
