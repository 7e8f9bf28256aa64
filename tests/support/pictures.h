// SPDX-License-Identifier: Apache-2.0
// Grey pictures of symbols, for tests of scanning.
#pragma once

#include "cred/qr/scan.h"
#include "cred/qr/symbol.h"

namespace cred::pictures {

inline std::uint8_t& pixel(qr::GrayImage& image, int x, int y) {
  return image.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                      static_cast<std::size_t>(x)];
}

inline qr::GrayImage paper(int width, int height, std::uint8_t grey = 255) {
  return {width, height, Bytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), grey)};
}

/// Paints the symbol without quiet zone, its upper left corner at (left, top).
inline void paint(qr::GrayImage& image, const qr::Symbol& symbol, int left, int top, int scale,
                  std::uint8_t ink = 0) {
  const int side = symbol.modules() * scale;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      if (symbol.dark(y / scale, x / scale)) pixel(image, left + x, top + y) = ink;
    }
  }
}

inline qr::GrayImage of(const qr::Symbol& symbol, int scale) {
  const int margin = qr::kQuietZone * scale;
  auto image = paper(symbol.modules() * scale + 2 * margin, symbol.modules() * scale + 2 * margin);
  paint(image, symbol, margin, margin, scale);
  return image;
}

}  // namespace cred::pictures
