// SPDX-License-Identifier: Apache-2.0
#define ZX_USE_UTF8 1
#include "bench/reference/reference.h"

#include <ZXing/ReadBarcode.h>
#include <png.h>

#include <cstdlib>

namespace cred::bench::reference {

Grey read_png(View file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0) std::abort();
  image.format = PNG_FORMAT_GRAY;
  Grey grey{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  grey.pixels.resize(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, grey.pixels.data(), 0, nullptr) == 0) std::abort();
  return grey;
}

std::vector<std::uint8_t> write_png(const Grey& grey) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(grey.width);
  image.height = static_cast<png_uint_32>(grey.height);
  image.format = PNG_FORMAT_GRAY;
  png_alloc_size_t size = 0;
  if (png_image_write_to_memory(&image, nullptr, &size, 0, grey.pixels.data(), 0, nullptr) == 0) std::abort();
  std::vector<std::uint8_t> file(size);
  if (png_image_write_to_memory(&image, file.data(), &size, 0, grey.pixels.data(), 0, nullptr) == 0)
    std::abort();
  file.resize(size);
  return file;
}

std::string find_qr(View pixels, int width, int height) {
  const auto hints = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode).setMaxNumberOfSymbols(1);
  const ZXing::ImageView view(pixels.data(), width, height, ZXing::ImageFormat::Lum);
  for (const auto& found : ZXing::ReadBarcodes(view, hints)) {
    if (found.isValid()) return {found.bytes().begin(), found.bytes().end()};
  }
  return {};
}

}  // namespace cred::bench::reference
