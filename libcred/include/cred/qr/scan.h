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

/// How pixels become black and white: against their neighbourhood; by one threshold for the whole picture
/// (better on strong noise); not at all, because every pixel is 0 or 255 already.
enum class Threshold : std::uint8_t { kLocal, kGlobal, kDone };

/// How long is looked: kQuick skips lines and sizes, which costs small codes in large pictures; kThorough
/// skips nothing; kPure believes that the picture is one upright code, one pixel a module, in white.
enum class Effort : std::uint8_t { kQuick, kThorough, kPure };

/// The texts of all codes found, top to bottom, side by side from left to right. Empty: no code. Never
/// throws.
std::vector<std::string> scan(const GrayImage& image, Threshold threshold = Threshold::kLocal,
                              Effort effort = Effort::kThorough);

}  // namespace cred::qr
