// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/adjust.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cred::verifier {

namespace {

qr::GrayImage same_size(const qr::GrayImage& image) {
  return {image.width, image.height, Bytes(image.pixels.size())};
}

/// The grey values between which all but a hundredth at either end lie.
std::pair<int, int> range_of(const qr::GrayImage& image) {
  std::array<std::size_t, 256> count{};
  for (const auto pixel : image.pixels) ++count[pixel];
  const auto few = image.pixels.size() / 100;
  std::size_t darkest = 0, lightest = 255;
  for (auto seen = count[0]; seen <= few && darkest < 255;) seen += count[++darkest];
  for (auto seen = count[255]; seen <= few && lightest > 0;) seen += count[--lightest];
  return {static_cast<int>(darkest), static_cast<int>(lightest)};
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

qr::GrayImage stretched(const qr::GrayImage& image) {
  const auto [darkest, lightest] = range_of(image);
  if (darkest >= lightest) return image;
  auto out = same_size(image);
  std::transform(image.pixels.begin(), image.pixels.end(), out.pixels.begin(), [&](std::uint8_t pixel) {
    return static_cast<std::uint8_t>(std::clamp((pixel - darkest) * 255 / (lightest - darkest), 0, 255));
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

qr::GrayImage halved(const qr::GrayImage& image) {
  const int width = image.width / 2, height = image.height / 2;
  if (width == 0 || height == 0) return image;
  qr::GrayImage out{width, height, Bytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
  auto* next = out.pixels.data();
  for (int y = 0; y < height; ++y, next += width) {
    const auto* upper = image.pixels.data() + std::ptrdiff_t{2} * y * image.width;
    const auto* lower = upper + image.width;
    for (int x = 0; x < width; ++x)
      next[x] = static_cast<std::uint8_t>(
          (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1] + 2) / 4);
  }
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
