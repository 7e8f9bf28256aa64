// SPDX-License-Identifier: Apache-2.0
// Picture files for tests, made by the libraries themselves.
#pragma once

#include "cred/base/bytes.h"
#include "cred/qr/scan.h"

namespace cred::encoders {

enum class Png { kGrey, kGrey16, kColour, kTransparent };

/// kTransparent: white is fully transparent (and black underneath), as logos and stickers have it.
Bytes png(const qr::GrayImage& image, Png form = Png::kGrey);
Bytes jpeg(const qr::GrayImage& image, int quality = 90);
Bytes progressive_jpeg(const qr::GrayImage& image);
Bytes webp(const qr::GrayImage& image);
Bytes transparent_webp(const qr::GrayImage& image);

}  // namespace cred::encoders
