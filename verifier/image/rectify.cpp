// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/rectify.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cred::verifier {

namespace {

using qr::GrayImage;
using Floats = std::vector<float>;

std::uint8_t to_grey(float value) {
  return static_cast<std::uint8_t>(std::clamp(value, 0.f, 255.f));
}

/// Each pixel of a line becomes the mean of the 2 * reach + 1 around it; the ends repeat.
void average_line(float* line, int count, int reach, Floats& before) {
  before.assign(static_cast<std::size_t>(reach), line[0]);
  before.insert(before.end(), line, line + count);
  before.insert(before.end(), static_cast<std::size_t>(reach) + 1, line[count - 1]);
  const auto width = static_cast<std::size_t>(2 * reach + 1);
  float sum = 0;
  for (std::size_t i = 0; i < width; ++i) sum += before[i];
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    line[i] = sum / static_cast<float>(width);
    sum += before[i + width] - before[i];
  }
}

/// The same down all columns at once, line by line: memory is read in its order.
void average_columns(Floats& plane, int width, int height, int reach) {
  const Floats before = plane;
  const auto line = [&](int y) {
    return before.data() + std::ptrdiff_t{std::clamp(y, 0, height - 1)} * width;
  };
  Floats sums(static_cast<std::size_t>(width), 0.f);
  for (int y = -reach; y <= reach; ++y) {
    const float* from = line(y);
    for (int x = 0; x < width; ++x) sums[static_cast<std::size_t>(x)] += from[x];
  }
  const float share = 1.f / static_cast<float>(2 * reach + 1);
  for (int y = 0; y < height; ++y) {
    float* out = plane.data() + std::ptrdiff_t{y} * width;
    const float* leaving = line(y - reach);
    const float* entering = line(y + reach + 1);
    for (int x = 0; x < width; ++x) {
      out[x] = sums[static_cast<std::size_t>(x)] * share;
      sums[static_cast<std::size_t>(x)] += entering[x] - leaving[x];
    }
  }
}

/// Three box blurs are a Gaussian to the eye: sigma = sqrt(reach * (reach + 1)).
void blur(Floats& plane, int width, int height, int reach, int passes) {
  Floats line;
  for (int pass = 0; pass < passes; ++pass) {
    for (int y = 0; y < height; ++y)
      average_line(plane.data() + std::ptrdiff_t{y} * width, width, reach, line);
    average_columns(plane, width, height, reach);
  }
}

}  // namespace

GrayImage smoothed(const GrayImage& image) {
  Floats plane(image.pixels.begin(), image.pixels.end());
  blur(plane, image.width, image.height, 1, 2);
  GrayImage out{image.width, image.height, Bytes(image.pixels.size())};
  std::transform(plane.begin(), plane.end(), out.pixels.begin(), to_grey);
  return out;
}

// Van Cittert: what a second blur would take away is given back, again and again.
GrayImage sharpened(const GrayImage& image, int strength) {
  constexpr int kRounds = 6;
  const Floats seen(image.pixels.begin(), image.pixels.end());
  Floats guess = seen;
  for (int round = 0; round < kRounds; ++round) {
    Floats again = guess;
    blur(again, image.width, image.height, strength, 3);
    for (std::size_t i = 0; i < seen.size(); ++i)
      guess[i] = std::clamp(guess[i] + seen[i] - again[i], -64.f, 319.f);
  }
  GrayImage out{image.width, image.height, Bytes(image.pixels.size())};
  std::transform(guess.begin(), guess.end(), out.pixels.begin(), to_grey);
  return out;
}

GrayImage against_mean(const GrayImage& image, int parts) {
  constexpr std::uint32_t kMargin = 2;  // grey values: less is noise, and noise is paper
  const int reach = std::max(std::min(image.width, image.height) / parts / 2, 8);
  const auto across = static_cast<std::size_t>(image.width) + 1;
  // sums[y][x]: of all pixels above and to the left. 50 megapixels of 255 do not overflow 64 bits.
  std::vector<std::uint64_t> sums(across * (static_cast<std::size_t>(image.height) + 1));
  for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y) {
    std::uint64_t line = 0;
    for (std::size_t x = 0; x + 1 < across; ++x) {
      line += image.pixels[y * (across - 1) + x];
      sums[(y + 1) * across + x + 1] = sums[y * across + x + 1] + line;
    }
  }
  GrayImage out{image.width, image.height, Bytes(image.pixels.size())};
  auto next = out.pixels.begin();
  auto pixel = image.pixels.begin();
  for (int y = 0; y < image.height; ++y) {
    const auto top = static_cast<std::size_t>(std::max(y - reach, 0));
    const auto bottom = static_cast<std::size_t>(std::min(y + reach + 1, image.height));
    for (int x = 0; x < image.width; ++x) {
      const auto left = static_cast<std::size_t>(std::max(x - reach, 0));
      const auto right = static_cast<std::size_t>(std::min(x + reach + 1, image.width));
      const auto sum = sums[bottom * across + right] + sums[top * across + left] -
                       sums[top * across + right] - sums[bottom * across + left];
      const auto count = (bottom - top) * (right - left);
      *next++ = (*pixel++ + kMargin) * count < sum ? 0 : 255;
    }
  }
  return out;
}

GrayImage tilted(const GrayImage& image, int eighths) {
  constexpr double kTilt = 0.09;  // the far edge of the picture grows by about a fifth against the near one
  const double angle = eighths * std::numbers::pi / 4;
  const double half_x = image.width / 2.0, half_y = image.height / 2.0;
  const double by_x = kTilt * std::cos(angle) / half_x, by_y = kTilt * std::sin(angle) / half_y;
  GrayImage out{image.width, image.height, Bytes(image.pixels.size(), 255)};
  auto next = out.pixels.begin();
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x, ++next) {
      const double from_x = x - half_x, from_y = y - half_y;
      const double scale = 0.92 / (1 - by_x * from_x - by_y * from_y);
      const double u = half_x + from_x * scale, v = half_y + from_y * scale;
      if (u < 0 || v < 0 || u >= image.width - 1 || v >= image.height - 1) continue;
      const auto left = static_cast<int>(u), top = static_cast<int>(v);
      const double right_share = u - left, lower_share = v - top;
      const auto* at = image.pixels.data() + std::ptrdiff_t{top} * image.width + left;
      const double above = at[0] + (at[1] - at[0]) * right_share;
      const double below = at[image.width] + (at[image.width + 1] - at[image.width]) * right_share;
      *next = static_cast<std::uint8_t>(above + (below - above) * lower_share);
    }
  }
  return out;
}

GrayImage framed(const GrayImage& image) {
  const int margin = std::max(8, std::min(image.width, image.height) / 24);
  const int width = image.width + 2 * margin;
  GrayImage out{width, image.height + 2 * margin, {}};
  out.pixels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(out.height), 255);
  for (int y = 0; y < image.height; ++y) {
    std::copy_n(image.pixels.begin() + std::ptrdiff_t{y} * image.width, image.width,
                out.pixels.begin() + std::ptrdiff_t{y + margin} * width + margin);
  }
  return out;
}

}  // namespace cred::verifier
