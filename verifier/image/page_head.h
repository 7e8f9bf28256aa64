// SPDX-License-Identifier: Apache-2.0
// The head of a PGM picture as pdftoppm writes it: "P5", width, height, 255, each ended by one line feed or
// space.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cred::verifier {

struct PageHead {
  std::size_t octets;  // of the head itself
  std::int64_t width;
  std::int64_t height;
};

inline constexpr std::size_t kMaxPageHead = 64;  // octets: more than any head that pdftoppm writes

/// None: no such head, or not whole yet.
std::optional<PageHead> page_head(std::string_view text);

}  // namespace cred::verifier
