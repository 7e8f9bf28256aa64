// SPDX-License-Identifier: Apache-2.0
// A root's fingerprint as people read it aloud and type it: groups of four, any case, spaces, colons and
// hyphens allowed.
#pragma once

#include <string>
#include <string_view>

namespace cred::cli {

inline std::string bare_hex(std::string_view typed) {
  std::string bare;
  for (const char c : typed) {
    if (c == ' ' || c == ':' || c == '-') continue;
    bare += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return bare;
}

inline std::string grouped(std::string_view hex) {
  std::string text;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    if (i > 0 && i % 4 == 0) text += ' ';
    text += hex[i];
  }
  return text;
}

}  // namespace cred::cli
