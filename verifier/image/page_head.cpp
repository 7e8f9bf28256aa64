// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/page_head.h"

#include <charconv>
#include <cstdint>

namespace cred::verifier {

namespace {

/// The number at the front of `text` and the white space octet behind it, both taken off.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || number <= 0 || length == text.size()) return std::nullopt;
  if (*end != '\n' && *end != ' ') return std::nullopt;
  text.remove_prefix(length + 1);
  return number;
}

}  // namespace

std::optional<PageHead> page_head(std::string_view text) {
  const auto head = text.substr(0, kMaxPageHead);
  if (!head.starts_with("P5\n")) return std::nullopt;
  auto rest = head.substr(3);
  const auto width = take_number(rest);
  const auto height = width ? take_number(rest) : std::nullopt;
  const auto lightest = height ? take_number(rest) : std::nullopt;
  if (!lightest || *lightest != 255) return std::nullopt;
  return PageHead{head.size() - rest.size(), *width, *height};
}

}  // namespace cred::verifier
