// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/picture.h"

#include <string>

#include "verifier/image/decoders.h"

namespace cred::verifier {

std::optional<PictureFormat> picture_format(BytesView file) {
  const auto text = as_text(file);
  if (text.starts_with("\x89PNG\r\n\x1a\n")) return PictureFormat::kPng;
  if (text.starts_with("\xff\xd8\xff")) return PictureFormat::kJpeg;
  if (text.starts_with("RIFF") && text.size() >= 12 && text.substr(8, 4) == "WEBP")
    return PictureFormat::kWebp;
  if (text.starts_with("%PDF-")) return PictureFormat::kPdf;
  return std::nullopt;
}

Result<qr::GrayImage> blank_image(std::int64_t width, std::int64_t height) {
  const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
  if (width <= 0 || height <= 0) return fail(Reason::kPicture, size);
  if (static_cast<std::uint64_t>(width) > kMaxPixels / static_cast<std::uint64_t>(height)) {
    return fail(Reason::kTooLarge, size + ", at most " + std::to_string(kMaxPixels) + " are read");
  }
  constexpr std::uint8_t kWhite = 0xff;
  const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  return qr::GrayImage{static_cast<int>(width), static_cast<int>(height), Bytes(count, kWhite)};
}

Result<qr::GrayImage> decode_picture(PictureFormat format, BytesView file) {
  if (file.size() > kMaxPictureFile) {
    return fail(Reason::kTooLarge, "a picture file of " + std::to_string(file.size()) + " octets, at most " +
                                       std::to_string(kMaxPictureFile) + " are read");
  }
  switch (format) {
    case PictureFormat::kPng:
      return decode_png(file);
    case PictureFormat::kJpeg:
      return decode_jpeg(file);
    case PictureFormat::kWebp:
      return decode_webp(file);
    case PictureFormat::kPdf:
      break;
  }
  return fail(Reason::kPicture, "a PDF holds pages, not pixels: it is turned into pictures first");
}

}  // namespace cred::verifier
