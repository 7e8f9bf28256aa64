// SPDX-License-Identifier: Apache-2.0
#include "bench/frames.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace cred::bench {

namespace {

constexpr int kWidth = 1920;
constexpr int kHeight = 1080;

/// xorshift64*: a picture needs no better chance.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  double between(double low, double high) {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    const auto bits = (state_ * 0x2545F4914F6CDD1Du) >> 40;
    return low + (high - low) * static_cast<double>(bits) / static_cast<double>(1u << 24);
  }

 private:
  std::uint64_t state_;
};

struct Pose {
  double side;    // pixels of the symbol with its quiet zone
  double angle;   // radians
  double tilt_x;  // of the perspective
  double tilt_y;
  double x, y;   // its middle
  double fade;   // how much darker the frame is at one edge
  double noise;  // amplitude in grey values
  int blur;      // radius of a box, in pixels

  static Pose of(std::uint64_t seed) {
    Chance chance(seed);
    Pose pose{};
    pose.side = chance.between(620, 800);
    pose.angle = chance.between(-15, 15) * std::numbers::pi / 180;
    pose.tilt_x = chance.between(-0.15, 0.15);
    pose.tilt_y = chance.between(-0.15, 0.15);
    pose.x = chance.between(620, 1300);
    pose.y = chance.between(500, 580);
    pose.fade = chance.between(0, 0.35);
    pose.noise = chance.between(3, 16);
    pose.blur = chance.between(0, 1) < 0.6 ? 1 : 0;
    return pose;
  }
};

/// The grey of the paper or of the module under a pixel, before light and noise.
double under(const qr::Symbol& symbol, const Pose& pose, double x, double y) {
  const double dx = (x - pose.x) / pose.side;
  const double dy = (y - pose.y) / pose.side;
  const double depth = 1 + pose.tilt_x * dx + pose.tilt_y * dy;
  const double u = (std::cos(pose.angle) * dx + std::sin(pose.angle) * dy) * depth;
  const double v = (std::cos(pose.angle) * dy - std::sin(pose.angle) * dx) * depth;
  const int side = symbol.modules() + 2 * qr::kQuietZone;
  const int column = static_cast<int>(std::floor((u + 0.5) * side)) - qr::kQuietZone;
  const int row = static_cast<int>(std::floor((v + 0.5) * side)) - qr::kQuietZone;
  const bool on_paper = std::abs(u) <= 0.5 && std::abs(v) <= 0.5;
  // A desk with some grain around the paper.
  if (!on_paper) return 120 + 25 * std::sin(x * 0.013) * std::cos(y * 0.017);
  const bool in_symbol = row >= 0 && column >= 0 && row < symbol.modules() && column < symbol.modules();
  return in_symbol && symbol.dark(row, column) ? 45 : 215;
}

std::vector<double> blurred(const std::vector<double>& plain, int radius) {
  if (radius == 0) return plain;
  std::vector<double> soft(plain.size());
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      double sum = 0;
      for (int dy = -radius; dy <= radius; ++dy) {
        for (int dx = -radius; dx <= radius; ++dx) {
          const int row = std::clamp(y + dy, 0, kHeight - 1);
          const int column = std::clamp(x + dx, 0, kWidth - 1);
          sum += plain[static_cast<std::size_t>(row * kWidth + column)];
        }
      }
      soft[static_cast<std::size_t>(y * kWidth + x)] = sum / ((2 * radius + 1) * (2 * radius + 1));
    }
  }
  return soft;
}

}  // namespace

qr::GrayImage camera_frame(const qr::Symbol& symbol, std::uint64_t seed) {
  const auto pose = Pose::of(seed);
  std::vector<double> plain(static_cast<std::size_t>(kWidth) * kHeight);
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x)
      plain[static_cast<std::size_t>(y * kWidth + x)] = under(symbol, pose, x, y);
  const auto soft = blurred(plain, pose.blur);

  Chance chance(seed + 1'000'000);
  qr::GrayImage frame{kWidth, kHeight, Bytes(soft.size())};
  for (std::size_t at = 0; at < soft.size(); ++at) {
    const double light = 1 - pose.fade * static_cast<double>(at % kWidth) / kWidth;
    const double grain = chance.between(-pose.noise, pose.noise) + chance.between(-pose.noise, pose.noise);
    frame.pixels[at] = static_cast<std::uint8_t>(std::clamp(soft[at] * light + grain, 0.0, 255.0));
  }
  return frame;
}

qr::GrayImage rendered(const qr::Symbol& symbol, int scale, int margin) {
  const int inner = (symbol.modules() + 2 * qr::kQuietZone) * scale;
  const int side = inner + 2 * margin;
  qr::GrayImage image{side, side,
                      Bytes(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 255)};
  const int first = margin + qr::kQuietZone * scale;
  for (int y = 0; y < symbol.modules() * scale; ++y) {
    for (int x = 0; x < symbol.modules() * scale; ++x) {
      if (symbol.dark(y / scale, x / scale))
        image.pixels[static_cast<std::size_t>(first + y) * static_cast<std::size_t>(side) +
                     static_cast<std::size_t>(first + x)] = 0;
    }
  }
  return image;
}

}  // namespace cred::bench
