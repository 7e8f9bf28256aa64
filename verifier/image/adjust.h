// SPDX-License-Identifier: Apache-2.0
// The picture operations of the retry ladder. Each returns a new picture; the original stays.
#pragma once

#include "cred/qr/scan.h"

namespace cred::verifier {

/// The darkest pixel becomes black, the lightest white.
qr::GrayImage stretched(const qr::GrayImage& image);
qr::GrayImage inverted(const qr::GrayImage& image);
/// Left and right exchanged, as in a front camera or a window pane.
qr::GrayImage mirrored(const qr::GrayImage& image);
/// Bilinear; `halves` is the factor in steps of one half: 1 is x0.5, 3 is x1.5, 4 is x2.
qr::GrayImage resized(const qr::GrayImage& image, int halves);

/// Whether the grey values use so little of the range that `stretched` helps.
bool is_faint(const qr::GrayImage& image);

}  // namespace cred::verifier
