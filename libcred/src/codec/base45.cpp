// SPDX-License-Identifier: Apache-2.0
#include "cred/codec/base45.h"

#include <array>

namespace cred::codec {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
constexpr unsigned kBase = 45;
// Large enough that a sum with one such digit is above every legal value: one test at the end of a group
// suffices.
constexpr std::uint32_t kNoDigit = 1u << 17;

/// What a character is worth where a digit counts `weight`.
consteval std::array<std::uint32_t, 256> digit_values(std::uint32_t weight) {
  std::array<std::uint32_t, 256> values{};
  values.fill(kNoDigit);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::uint32_t>(i) * weight;
  }
  return values;
}

// A table for each of the three places saves the multiplications.
constexpr auto kFirst = digit_values(1);
constexpr auto kSecond = digit_values(kBase);
constexpr auto kThird = digit_values(kBase * kBase);

std::uint32_t worth(const std::array<std::uint32_t, 256>& place, char c) {
  return place[static_cast<std::uint8_t>(c)];
}

}  // namespace

std::string to_base45(BytesView bytes) {
  std::string text(bytes.size() / 2 * 3 + bytes.size() % 2 * 2, '\0');
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const unsigned value = bytes[i] * 256u + bytes[i + 1];
    text[at++] = kAlphabet[value % kBase];
    text[at++] = kAlphabet[value / kBase % kBase];
    text[at++] = kAlphabet[value / (kBase * kBase)];
  }
  if (bytes.size() % 2 == 1) {
    text[at++] = kAlphabet[bytes.back() % kBase];
    text[at++] = kAlphabet[bytes.back() / kBase];
  }
  return text;
}

Result<Bytes> from_base45(std::string_view text) {
  if (text.size() % 3 == 1)
    return fail(Reason::kBase45, std::to_string(text.size()) + " characters are one too many or two too few");
  Bytes bytes(text.size() / 3 * 2 + text.size() % 3 / 2);
  std::size_t at = 0;
  std::size_t i = 0;
  for (; i + 2 < text.size(); i += 3) {
    const std::uint32_t value =
        worth(kFirst, text[i]) + worth(kSecond, text[i + 1]) + worth(kThird, text[i + 2]);
    if (value > 0xffff)
      return fail(Reason::kBase45, "no group of three characters at character " + std::to_string(i));
    bytes[at++] = static_cast<std::uint8_t>(value >> 8);
    bytes[at++] = static_cast<std::uint8_t>(value);
  }
  if (i < text.size()) {
    const std::uint32_t value = worth(kFirst, text[i]) + worth(kSecond, text[i + 1]);
    if (value > 0xff)
      return fail(Reason::kBase45, "no group of two characters at character " + std::to_string(i));
    bytes[at++] = static_cast<std::uint8_t>(value);
  }
  return bytes;
}

}  // namespace cred::codec
