// SPDX-License-Identifier: Apache-2.0
// A QR code symbol (ISO/IEC 18004) through libqrencode: alphanumeric mode, smallest version that fits. Target
// cred::qr.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "cred/base/result.h"

namespace cred::qr {

enum class Level : std::uint8_t { kL, kM };

inline constexpr int kMaxVersion = 25;  // 117 modules a side: about 50 mm at 0.4 mm a module
inline constexpr int kQuietZone = 4;    // modules

class Symbol {
 public:
  /// Reason too-large-for-qr above version 25; text when a character is outside the alphanumeric set.
  static Result<Symbol> encode(std::string_view text, Level level);

  int version() const { return version_; }
  int modules() const { return 17 + 4 * version_; }
  Level level() const { return level_; }
  /// Whether the module at (row, column), each 0..modules()-1, is dark.
  bool dark(int row, int column) const {
    return dark_[static_cast<std::size_t>(row) * static_cast<std::size_t>(modules()) +
                 static_cast<std::size_t>(column)];
  }

 private:
  Symbol(int version, Level level, std::vector<bool> dark)
      : version_(version), level_(level), dark_(std::move(dark)) {}
  int version_;
  Level level_;
  std::vector<bool> dark_;
};

}  // namespace cred::qr
