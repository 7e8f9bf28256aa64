// SPDX-License-Identifier: Apache-2.0
#include "cred/qr/text.h"

#include <algorithm>
#include <array>

#include "cred/codec/base45.h"

namespace cred::qr {

namespace {

// In the order of Kind, so that a kind is its own index.
constexpr std::array<std::string_view, 4> kPrefixes = {"FWS1:", "FWP1:", "FWC1:", "FWE1:"};
constexpr std::array<std::string_view, 3> kWebAddresses = {"http://", "https://", "www."};

std::string_view trimmed_end(std::string_view text) {
  return text.substr(0, text.find_last_not_of("\r\n ") + 1);  // npos + 1 is 0: nothing left
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Told apart from other foreign texts because it deserves its own warning: a permit never sends anyone to a
// web page.
bool is_web_address(std::string_view text) {
  const auto first = std::min(text.find_first_not_of(' '), text.size());
  std::string start(text.substr(first, kWebAddresses[1].size()));
  std::transform(start.begin(), start.end(), start.begin(), lower);
  return std::any_of(kWebAddresses.begin(), kWebAddresses.end(),
                     [&](std::string_view scheme) { return start.starts_with(scheme); });
}

}  // namespace

std::string_view prefix(Kind kind) {
  return kPrefixes[static_cast<std::size_t>(kind)];
}

std::string to_text(Kind kind, BytesView token) {
  return std::string(prefix(kind)) + codec::to_base45(token);
}

Result<Token> from_text(std::string_view text) {
  text = trimmed_end(text);
  if (text.size() > kMaxText) {
    return fail(Reason::kTooLarge, std::to_string(text.size()) + " characters, at most " +
                                       std::to_string(kMaxText) + " are read");
  }
  if (text.empty()) return fail(Reason::kNoCode, "the text is empty");
  if (is_web_address(text))
    return fail(Reason::kWebAddress, "the text is a web address, which a permit never is");
  for (std::size_t i = 0; i < kPrefixes.size(); ++i) {
    if (!text.starts_with(kPrefixes[i])) continue;
    CRED_TRY(auto bytes, codec::from_base45(text.substr(kPrefixes[i].size())));
    return Token{static_cast<Kind>(i), std::move(bytes)};
  }
  return fail(Reason::kNotOurs, "the text does not begin with FWS1:, FWP1:, FWC1: or FWE1:");
}

}  // namespace cred::qr
