// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/picture.h"

#include "verifier/image/decoders.h"

namespace cred::verifier {

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
  // A page is made here, and as large as its pixels; what people send is compressed.
  if (format != PictureFormat::kPage && file.size() > kMaxPictureFile) {
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
    case PictureFormat::kPage:
      return decode_page(file);
    case PictureFormat::kPdf:
      break;
  }
  return fail(Reason::kPicture, "a PDF holds pages, not pixels: it is turned into pictures first");
}

Result<std::vector<std::string>> read_picture(PictureFormat format, BytesView file) {
  CRED_TRY(const auto image, decode_picture(format, file));
  return find_codes(image, format == PictureFormat::kPage ? kPageSeconds : kSearchSeconds);
}

}  // namespace cred::verifier
