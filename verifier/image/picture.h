// SPDX-License-Identifier: Apache-2.0
// Picture files to grey pixels: PNG, JPEG, WebP, told by magic bytes. Dimensions are checked before memory is
// taken.
#pragma once

#include <optional>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/qr/scan.h"

namespace cred::verifier {

enum class PictureFormat { kPng, kJpeg, kWebp, kPdf };

inline constexpr std::size_t kMaxPictureFile = 32u << 20;  // octets
inline constexpr std::size_t kMaxPixels = 50'000'000;      // 50 megapixels

/// What the first octets say; none for text.
std::optional<PictureFormat> picture_format(BytesView file);

/// Reasons: picture (damaged, or a form not read), too-large (more than kMaxPixels).
Result<qr::GrayImage> decode_picture(PictureFormat format, BytesView file);

/// All codes of the picture: qr::scan, and the retry ladder when the first look finds nothing.
std::vector<std::string> find_codes(const qr::GrayImage& image);

}  // namespace cred::verifier
