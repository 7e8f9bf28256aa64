// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/picture.h"

#include <sys/resource.h>
#include <zlib.h>

#include <catch2/catch.hpp>

#include "support/pictures.h"
#include "verifier_image/encoders.h"

namespace cred::verifier {
namespace {

qr::GrayImage sample() {
  return pictures::of(qr::Symbol::encode("FWS1:QED8WEX0", qr::Level::kM).value(), 6);
}

// Only black and white come back exactly; JPEG and the narrow range of video colours move them a little.
void check_same(const Bytes& file, PictureFormat format) {
  REQUIRE(picture_format(file) == format);
  const auto picture = decode_picture(format, file);
  REQUIRE(picture.has_value());
  const auto original = sample();
  REQUIRE(picture->width == original.width);
  REQUIRE(picture->height == original.height);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < original.pixels.size(); ++i) {
    if ((picture->pixels[i] < 128) != (original.pixels[i] < 128)) ++wrong;
  }
  CHECK(wrong == 0);
}

Error error_of(PictureFormat format, BytesView file) {
  const auto picture = decode_picture(format, file);
  REQUIRE_FALSE(picture.has_value());
  return picture.error();
}

void put_u32(Bytes& file, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) file[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

// A PNG whose header claims these sizes, its checksum right.
Bytes png_claiming(std::uint32_t width, std::uint32_t height) {
  auto file = encoders::png(sample());
  put_u32(file, 16, width);
  put_u32(file, 20, height);
  put_u32(file, 29, static_cast<std::uint32_t>(crc32(0, file.data() + 12, 17)));
  return file;
}

TEST_CASE("PNG, JPEG and WebP of every usual form show the same picture") {
  using encoders::Png;
  for (const auto form : {Png::kGrey, Png::kGrey16, Png::kColour, Png::kTransparent}) {
    check_same(encoders::png(sample(), form), PictureFormat::kPng);
  }
  check_same(encoders::jpeg(sample()), PictureFormat::kJpeg);
  check_same(encoders::progressive_jpeg(sample()), PictureFormat::kJpeg);
  check_same(encoders::webp(sample()), PictureFormat::kWebp);
  check_same(encoders::transparent_webp(sample()), PictureFormat::kWebp);
}

TEST_CASE("formats are told by their first octets, and text is none") {
  CHECK(picture_format(as_bytes("%PDF-1.7\n")) == PictureFormat::kPdf);
  for (const std::string text :
       {"", "FWS1:QED8WEX0", "RIFF", "RIFF....WAVE", "\x89PNG", "\xff\xd8", "%PDF"}) {
    CHECK_FALSE(picture_format(as_bytes(text)).has_value());
  }
}

TEST_CASE("a PDF is no picture yet") {
  CHECK(error_of(PictureFormat::kPdf, as_bytes("%PDF-1.7\n")).reason == Reason::kPicture);
}

TEST_CASE("100 megapixels in a header are refused before memory is taken for them") {
  rusage before{}, after{};
  getrusage(RUSAGE_SELF, &before);
  const auto png = error_of(PictureFormat::kPng, png_claiming(10'000, 10'000));
  auto wide_jpeg = encoders::jpeg(sample());
  const auto frame = as_text(wide_jpeg).find("\xff\xc0");
  REQUIRE(frame != std::string_view::npos);
  wide_jpeg[frame + 5] = wide_jpeg[frame + 7] = 10'000 >> 8;
  const auto jpeg = error_of(PictureFormat::kJpeg, wide_jpeg);
  getrusage(RUSAGE_SELF, &after);
  CHECK(png.reason == Reason::kTooLarge);
  CHECK(png.detail == "10000 x 10000 pixels, at most 50000000 are read");
  CHECK(jpeg.reason == Reason::kTooLarge);
  CHECK(after.ru_maxrss - before.ru_maxrss < 16 * 1024);  // KiB
}

TEST_CASE("sizes that overflow when multiplied are refused") {
  CHECK(error_of(PictureFormat::kPng, png_claiming(1'000'000, 1'000'000)).reason == Reason::kTooLarge);
  CHECK(error_of(PictureFormat::kPng, png_claiming(0, 1)).reason == Reason::kPicture);
  CHECK(error_of(PictureFormat::kPng, png_claiming(0x7fffffff, 0x7fffffff)).reason == Reason::kPicture);
}

TEST_CASE("a file above the ceiling is refused unread") {
  auto file = encoders::png(sample());
  file.resize(kMaxPictureFile + 1);
  CHECK(error_of(PictureFormat::kPng, file).reason == Reason::kTooLarge);
}

TEST_CASE(
    "a file cut off anywhere, or with any octet changed, gives a picture or a refusal and nothing worse") {
  const auto [format, file] = GENERATE(std::pair(PictureFormat::kPng, encoders::png(sample())),
                                       std::pair(PictureFormat::kJpeg, encoders::jpeg(sample(), 50)),
                                       std::pair(PictureFormat::kWebp, encoders::webp(sample())));
  CHECK_FALSE(decode_picture(format, BytesView(file).first(20)).has_value());
  for (std::size_t length = 0; length < file.size(); length += 1 + length / 64) {
    const Bytes cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
    if (const auto picture = decode_picture(format, cut))
      CHECK(picture->pixels.size() == sample().pixels.size());
  }
  for (std::size_t at = 0; at < file.size(); at += 1 + at / 64) {
    auto changed = file;
    changed[at] ^= 0x55;
    if (const auto picture = decode_picture(format, changed)) {
      CHECK(picture->pixels.size() ==
            static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height));
    }
  }
}

TEST_CASE("one format under another's name is refused") {
  CHECK(error_of(PictureFormat::kPng, encoders::jpeg(sample())).reason == Reason::kPicture);
  CHECK(error_of(PictureFormat::kJpeg, encoders::webp(sample())).reason == Reason::kPicture);
  CHECK(error_of(PictureFormat::kWebp, encoders::png(sample())).reason == Reason::kPicture);
}

}  // namespace
}  // namespace cred::verifier
