// SPDX-License-Identifier: Apache-2.0
#include "cred/codec/crockford.h"

#include <algorithm>

namespace cred::codec {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

}  // namespace

std::string to_document_id(const std::array<std::uint8_t, 10>& bits) {
  std::string text;
  std::uint32_t buffer = 0;
  unsigned held = 0;
  for (const std::uint8_t byte : bits) {
    buffer = buffer << 8 | byte;
    for (held += 8; held >= 5; held -= 5) text += kAlphabet[buffer >> (held - 5) & 31];
  }
  return text;
}

bool is_document_id(std::string_view text) {
  return text.size() == kDocumentIdLength && std::all_of(text.begin(), text.end(), [](char c) {
           return kAlphabet.find(c) != std::string_view::npos;
         });
}

std::optional<std::array<std::uint8_t, 10>> from_document_id(std::string_view text) {
  if (!is_document_id(text)) return std::nullopt;
  std::array<std::uint8_t, 10> bits{};
  std::uint32_t buffer = 0;
  unsigned held = 0;
  std::size_t at = 0;
  for (const char c : text) {
    buffer = buffer << 5 | static_cast<std::uint32_t>(kAlphabet.find(c));
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bits[at++] = static_cast<std::uint8_t>(buffer >> held);
  }
  return bits;
}

}  // namespace cred::codec
