// SPDX-License-Identifier: Apache-2.0
// One decoder per format, each in the file of its library. What they share: the size is known before memory
// is taken.
#pragma once

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/qr/scan.h"

namespace cred::verifier {

Result<qr::GrayImage> decode_png(BytesView file);
Result<qr::GrayImage> decode_jpeg(BytesView file);
Result<qr::GrayImage> decode_webp(BytesView file);
/// A page of a PDF, as pdftoppm hands it over (page_head.h).
Result<qr::GrayImage> decode_page(BytesView file);

/// White pixels. Reasons: too-large above kMaxPixels, picture without any.
Result<qr::GrayImage> blank_image(std::int64_t width, std::int64_t height);

}  // namespace cred::verifier
