// SPDX-License-Identifier: Apache-2.0
// GB/T 2260 administrative codes: six digits, province (110000), city (131000) or district (110108). Codes
// are kept as the authority recorded them; which codes exist is display data, never a rule.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "cred/base/result.h"

namespace cred {

class Region {
 public:
  /// 110000..999999. On the wire an unsigned integer.
  static Result<Region> from_number(std::uint64_t number, Reason reason);
  static Result<Region> from_text(std::string_view text);

  std::uint32_t number() const { return number_; }
  std::string to_text() const { return std::to_string(number_); }
  /// Whether this code, read as an area, contains `other`: 110000 covers 110108, 131000 covers 131002, 110108
  /// itself.
  bool covers(Region other) const;

  friend auto operator<=>(const Region&, const Region&) = default;

 private:
  explicit Region(std::uint32_t number) : number_(number) {}
  std::uint32_t number_;
};

}  // namespace cred
