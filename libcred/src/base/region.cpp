// SPDX-License-Identifier: Apache-2.0
#include "cred/base/region.h"

#include <charconv>

namespace cred {

namespace {

constexpr std::uint32_t kFirst = 110'000;
constexpr std::uint32_t kLast = 999'999;

}  // namespace

Result<Region> Region::from_number(std::uint64_t number, Reason reason) {
  if (number < kFirst || number > kLast) {
    return fail(reason, "region " + std::to_string(number) + " is no GB/T 2260 code of six digits");
  }
  return Region(static_cast<std::uint32_t>(number));
}

Result<Region> Region::from_text(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.size() != 6 || error != std::errc() || end != text.data() + text.size()) {
    return fail(Reason::kText, "a region is six digits, like 110108");
  }
  return from_number(number, Reason::kText);
}

bool Region::covers(Region other) const {
  const std::uint32_t unit = number_ % 10'000 == 0 ? 10'000 : number_ % 100 == 0 ? 100 : 1;
  return number_ / unit == other.number_ / unit;
}

}  // namespace cred
