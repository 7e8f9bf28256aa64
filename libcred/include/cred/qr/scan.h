// SPDX-License-Identifier: Apache-2.0
// Finds QR codes in a grey picture through ZXing-cpp. QR only; bytes as they stand, no charset guessing.
// Target cred::qr.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cred/base/bytes.h"

namespace cred::qr {

/// Grey picture, one octet a pixel, rows without gaps: width * height octets.
struct GrayImage {
  int width = 0;
  int height = 0;
  Bytes pixels;
};

/// How pixels become black and white: against their neighbourhood, or one threshold for the whole picture
/// (better on strong noise and on pictures that are black and white already).
enum class Threshold : std::uint8_t { kLocal, kGlobal };

/// The texts of all codes found, top to bottom, side by side from left to right. Empty: no code. Never
/// throws.
std::vector<std::string> scan(const GrayImage& image, Threshold threshold = Threshold::kLocal);

}  // namespace cred::qr
