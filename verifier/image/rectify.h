// SPDX-License-Identifier: Apache-2.0
// The costlier picture operations of the ladder: against noise and moiré, lack of focus, uneven light, slant.
#pragma once

#include "cred/qr/scan.h"

namespace cred::verifier {

/// The mean of each pixel and its eight neighbours, twice: noise and the grid of a screen go, modules stay.
qr::GrayImage smoothed(const qr::GrayImage& image);
/// Undoes a lens out of focus, as far as that can be: sigma about 1.4 pixels for strength 1, 2.4 for 2.
qr::GrayImage sharpened(const qr::GrayImage& image, int strength);
/// Black and white, each pixel against the mean of a square around it, 1/`parts` of the picture wide.
qr::GrayImage against_mean(const qr::GrayImage& image, int parts);
/// As if the camera had moved towards one side of the paper, `eighths` of a turn from the right: a code seen
/// at a slant from there becomes nearly square.
qr::GrayImage tilted(const qr::GrayImage& image, int eighths);
/// With a margin of white, for codes cut off at their edge.
qr::GrayImage framed(const qr::GrayImage& image);

}  // namespace cred::verifier
