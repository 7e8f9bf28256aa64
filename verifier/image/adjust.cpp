// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/adjust.h"

#include <algorithm>
#include <utility>

namespace cred::verifier {

namespace {

constexpr int kFaintRange = 200;

qr::GrayImage same_size(const qr::GrayImage& image) {
  return {image.width, image.height, Bytes(image.pixels.size())};
}

std::pair<int, int> range_of(const qr::GrayImage& image) {
  if (image.pixels.empty()) return {0, 0};
  const auto [darkest, lightest] = std::minmax_element(image.pixels.begin(), image.pixels.end());
  return {*darkest, *lightest};
}

// Where a pixel of the result lies between two of the original: octets of weight, 256 to the pixel.
struct Between {
  std::size_t first, second;
  unsigned weight;  // of the second, 0..255
};

std::vector<Between> positions(int from, int to) {
  std::vector<Between> all;
  for (int i = 0; i < to; ++i) {
    // Centres of pixels lie on each other, so that the picture does not drift: (i + 1/2) * from / to - 1/2.
    const auto at = std::max<std::int64_t>(((2 * std::int64_t{i} + 1) * from * 256 / to - 256) / 2, 0);
    const auto last = static_cast<std::int64_t>(from) - 1;
    const auto first = std::min(at / 256, last);
    all.push_back({static_cast<std::size_t>(first), static_cast<std::size_t>(std::min(first + 1, last)),
                   static_cast<unsigned>(at % 256)});
  }
  return all;
}

unsigned mix(unsigned first, unsigned second, unsigned weight) {
  return first * (256 - weight) + second * weight;
}

}  // namespace

bool is_faint(const qr::GrayImage& image) {
  const auto [darkest, lightest] = range_of(image);
  return lightest > darkest && lightest - darkest < kFaintRange;
}

qr::GrayImage stretched(const qr::GrayImage& image) {
  const auto [darkest, lightest] = range_of(image);
  if (darkest == lightest) return image;
  auto out = same_size(image);
  std::transform(image.pixels.begin(), image.pixels.end(), out.pixels.begin(), [&](std::uint8_t pixel) {
    return static_cast<std::uint8_t>((pixel - darkest) * 255 / (lightest - darkest));
  });
  return out;
}

qr::GrayImage inverted(const qr::GrayImage& image) {
  auto out = same_size(image);
  std::transform(image.pixels.begin(), image.pixels.end(), out.pixels.begin(),
                 [](std::uint8_t pixel) { return static_cast<std::uint8_t>(255 - pixel); });
  return out;
}

qr::GrayImage mirrored(const qr::GrayImage& image) {
  auto out = image;
  for (auto row = out.pixels.begin(); row != out.pixels.end(); row += image.width)
    std::reverse(row, row + image.width);
  return out;
}

qr::GrayImage resized(const qr::GrayImage& image, int halves) {
  if (image.pixels.empty()) return image;
  const int width = std::max(image.width * halves / 2, 1);
  const int height = std::max(image.height * halves / 2, 1);
  const auto across = positions(image.width, width);
  qr::GrayImage out{width, height, {}};
  out.pixels.reserve(across.size() * static_cast<std::size_t>(height));
  for (const auto& down : positions(image.height, height)) {
    const auto stride = static_cast<std::size_t>(image.width);
    const std::uint8_t* upper = image.pixels.data() + down.first * stride;
    const std::uint8_t* lower = image.pixels.data() + down.second * stride;
    for (const auto& x : across) {
      const unsigned above = mix(upper[x.first], upper[x.second], x.weight);
      const unsigned below = mix(lower[x.first], lower[x.second], x.weight);
      out.pixels.push_back(static_cast<std::uint8_t>(mix(above, below, down.weight) >> 16));
    }
  }
  return out;
}

}  // namespace cred::verifier
