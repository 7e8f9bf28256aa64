// SPDX-License-Identifier: Apache-2.0
// Pictures that a program drew: one upright code of black and white squares, all of the same whole number of
// pixels, and nothing beside it. The pictures an issuer hands out are like that.
#pragma once

#include <optional>

#include "cred/qr/scan.h"

namespace cred::verifier {

/// The code with one pixel a module and a quiet zone; none when a single pixel does not fit.
std::optional<qr::GrayImage> module_grid(const qr::GrayImage& image);

}  // namespace cred::verifier
