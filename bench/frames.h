// SPDX-License-Identifier: Apache-2.0
// Frames as a telephone's camera sees them, made up: a symbol of a quarter of the frame, turned and tilted a
// little, on uneven paper, blurred and noisy. The same in every run.
#pragma once

#include <cstdint>

#include "cred/qr/scan.h"
#include "cred/qr/symbol.h"

namespace cred::bench {

/// 1920 x 1080; `seed` chooses angle, tilt, place, blur, light and noise.
qr::GrayImage camera_frame(const qr::Symbol& symbol, std::uint64_t seed);

/// `scale` pixels a module, quiet zone 4, white paper; `margin` more pixels around it.
qr::GrayImage rendered(const qr::Symbol& symbol, int scale, int margin = 0);

}  // namespace cred::bench
