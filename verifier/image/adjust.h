// SPDX-License-Identifier: Apache-2.0
// The picture operations of the retry ladder. Each returns a new picture; the original stays.
#pragma once

#include "cred/qr/scan.h"

namespace cred::verifier {

/// Nearly the darkest pixel becomes black, nearly the lightest white; a hundredth at either end does not
/// count.
qr::GrayImage stretched(const qr::GrayImage& image);
qr::GrayImage inverted(const qr::GrayImage& image);
/// Left and right exchanged, as in a front camera or a window pane.
qr::GrayImage mirrored(const qr::GrayImage& image);
/// Means of 2 x 2 pixels.
qr::GrayImage halved(const qr::GrayImage& image);
/// Bilinear; `halves` is the factor in steps of one half: 1 is x0.5, 3 is x1.5, 4 is x2.
qr::GrayImage resized(const qr::GrayImage& image, int halves);

}  // namespace cred::verifier
