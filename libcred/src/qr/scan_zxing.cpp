// SPDX-License-Identifier: Apache-2.0
// ZXing 1.4 needs the next line, and its headers leave macros behind (FormatError, ChecksumError,
// UnsupportedError): nothing else is included after them, and nobody else includes them.
#define ZX_USE_UTF8 1
#include "cred/qr/scan.h"

#include <ZXing/ReadBarcode.h>

#include <algorithm>

namespace cred::qr {

namespace {

struct Found {
  int top, bottom, left;
  std::string text;
};

Found found(const ZXing::Result& result) {
  const auto& corners = result.position();  // of a turned symbol any corner may be the highest
  const auto [left, right] =
      std::minmax_element(corners.begin(), corners.end(), [](auto a, auto b) { return a.x < b.x; });
  const auto [top, bottom] =
      std::minmax_element(corners.begin(), corners.end(), [](auto a, auto b) { return a.y < b.y; });
  // bytes(), never text(): the latter guesses a character set and rewrites what it does not know.
  const auto& bytes = result.bytes();
  return {top->y, bottom->y, left->x, std::string(bytes.begin(), bytes.end())};
}

// Reading order. A code belongs to the row begun above it when its middle is still beside that row's first
// code.
void sort_for_reading(std::vector<Found>& codes) {
  std::sort(codes.begin(), codes.end(), [](const Found& a, const Found& b) { return a.top < b.top; });
  for (auto row = codes.begin(); row != codes.end();) {
    const auto next = std::find_if(row, codes.end(), [bottom = row->bottom](const Found& code) {
      return (code.top + code.bottom) / 2 > bottom;
    });
    std::sort(row, next, [](const Found& a, const Found& b) { return a.left < b.left; });
    row = next;
  }
}

ZXing::Binarizer binarizer(Threshold threshold) {
  switch (threshold) {
    case Threshold::kLocal:
      return ZXing::Binarizer::LocalAverage;
    case Threshold::kGlobal:
      return ZXing::Binarizer::GlobalHistogram;
    case Threshold::kDone:
      return ZXing::Binarizer::BoolCast;
  }
  return ZXing::Binarizer::LocalAverage;
}

std::vector<Found> read(const GrayImage& image, Threshold threshold, Effort effort) {
  const bool thorough = effort == Effort::kThorough;
  const auto hints = ZXing::DecodeHints()
                         .setFormats(ZXing::BarcodeFormat::QRCode)
                         .setBinarizer(binarizer(threshold))
                         .setTryHarder(thorough)
                         .setTryRotate(thorough)
                         .setTryDownscale(thorough)
                         .setIsPure(effort == Effort::kPure);
  const ZXing::ImageView view(image.pixels.data(), image.width, image.height, ZXing::ImageFormat::Lum);
  std::vector<Found> codes;
  for (const auto& result : ZXing::ReadBarcodes(view, hints)) {
    if (result.isValid()) codes.push_back(found(result));
  }
  return codes;
}

}  // namespace

std::vector<std::string> scan(const GrayImage& image, Threshold threshold, Effort effort) {
  if (image.width <= 0 || image.height <= 0) return {};
  if (image.pixels.size() != static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height))
    return {};
  try {
    auto codes = read(image, threshold, effort);
    sort_for_reading(codes);
    std::vector<std::string> texts;
    for (auto& code : codes) texts.push_back(std::move(code.text));
    return texts;
  } catch (...) {
    return {};  // ZXing throws on symbols it half understands; for the caller that is a picture without a
                // code
  }
}

}  // namespace cred::qr
