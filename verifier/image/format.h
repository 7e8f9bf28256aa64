// SPDX-License-Identifier: Apache-2.0
// Which files are pictures, told by their first octets. Nothing is decoded here.
#pragma once

#include <cstdint>
#include <optional>

#include "cred/base/bytes.h"

namespace cred::verifier {

enum class PictureFormat : std::uint8_t {
  kPng,
  kJpeg,
  kWebp,
  kPdf,
  kPage,  // a page of a PDF as pdftoppm hands it over: PGM, 8 bits. Never a file of somebody's.
};

inline constexpr std::size_t kMaxPictureFile = 32u << 20;  // octets
inline constexpr std::size_t kMaxPixels = 50'000'000;      // 50 megapixels

/// What the first octets say; none for text.
std::optional<PictureFormat> picture_format(BytesView file);

}  // namespace cred::verifier
