// SPDX-License-Identifier: Apache-2.0
#include "verifier_image/encoders.h"

#include <png.h>
#include <turbojpeg.h>
#include <webp/encode.h>

#include <catch2/catch.hpp>

namespace cred::encoders {

namespace {

// Red, green, blue and opacity of every pixel; white is transparent black where `transparent`.
Bytes colours(const qr::GrayImage& image, bool transparent) {
  Bytes rgba;
  for (const std::uint8_t grey : image.pixels) {
    const std::uint8_t shown = transparent ? 0 : grey;
    const std::uint8_t alpha = transparent ? static_cast<std::uint8_t>(255 - grey) : 255;
    append(rgba, Bytes{shown, shown, shown, alpha});
  }
  return rgba;
}

Bytes compressed_jpeg(const qr::GrayImage& image, int quality, int flags) {
  const tjhandle handle = tjInitCompress();
  unsigned char* data = nullptr;
  unsigned long size = 0;
  REQUIRE(tjCompress2(handle, image.pixels.data(), image.width, 0, image.height, TJPF_GRAY, &data, &size,
                      TJSAMP_GRAY, quality, flags) == 0);
  Bytes file(data, data + size);
  tjFree(data);
  tjDestroy(handle);
  return file;
}

Bytes lossless_webp(const qr::GrayImage& image, bool transparent) {
  const Bytes rgba = colours(image, transparent);
  std::uint8_t* data = nullptr;
  const std::size_t size =
      WebPEncodeLosslessRGBA(rgba.data(), image.width, image.height, image.width * 4, &data);
  REQUIRE(size > 0);
  Bytes file(data, data + size);
  WebPFree(data);
  return file;
}

}  // namespace

Bytes png(const qr::GrayImage& image, Png form) {
  png_image header{};
  header.version = PNG_IMAGE_VERSION;
  header.width = static_cast<png_uint_32>(image.width);
  header.height = static_cast<png_uint_32>(image.height);
  Bytes pixels = image.pixels;
  header.format = PNG_FORMAT_GRAY;
  if (form == Png::kColour || form == Png::kTransparent) {
    pixels = colours(image, form == Png::kTransparent);
    header.format = PNG_FORMAT_RGBA;
  }
  if (form == Png::kGrey16) {
    std::vector<std::uint16_t> wide;
    for (const std::uint8_t grey : image.pixels) wide.push_back(static_cast<std::uint16_t>(grey * 257));
    pixels = to_bytes({reinterpret_cast<const std::uint8_t*>(wide.data()), wide.size() * 2});
    header.format = PNG_FORMAT_LINEAR_Y;
  }
  png_alloc_size_t size = 0;
  REQUIRE(png_image_write_get_memory_size(header, size, 0, pixels.data(), 0, nullptr) != 0);
  Bytes file(size);
  REQUIRE(png_image_write_to_memory(&header, file.data(), &size, 0, pixels.data(), 0, nullptr) != 0);
  return file;
}

Bytes jpeg(const qr::GrayImage& image, int quality) {
  return compressed_jpeg(image, quality, 0);
}
Bytes progressive_jpeg(const qr::GrayImage& image) {
  return compressed_jpeg(image, 90, TJFLAG_PROGRESSIVE);
}
Bytes webp(const qr::GrayImage& image) {
  return lossless_webp(image, false);
}
Bytes transparent_webp(const qr::GrayImage& image) {
  return lossless_webp(image, true);
}

}  // namespace cred::encoders
