// SPDX-License-Identifier: Apache-2.0
#include "verifier_image/degrade.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "verifier/image/picture.h"
#include "verifier_image/encoders.h"

namespace cred::degrade {

namespace {

constexpr double kPi = std::numbers::pi;

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : state_(seed * 2654435761u + 12345) {}
  double between(double low, double high) { return low + (high - low) * unit(); }
  /// Sum of twelve: near enough to a normal distribution of sigma 1.
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += unit();
    return sum;
  }

 private:
  double unit() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_ / 4294967296.0;
  }
  std::uint32_t state_;
};

struct Plane {
  int width, height;
  std::vector<float> at;
  Plane(int w, int h, float value)
      : width(w), height(h), at(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), value) {}
  float& operator()(int x, int y) {
    return at[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
  float clamped(int x, int y) { return (*this)(std::clamp(x, 0, width - 1), std::clamp(y, 0, height - 1)); }
};

// --- the code on its paper
// ------------------------------------------------------------------------------------------

struct Blot {
  double x, y, radius;
  float grey;
};

// The code, its quiet zone and its damage as a plane of continuous coordinates: modules, origin in the
// middle.
class Paper {
 public:
  Paper(const qr::Symbol& symbol, const Photograph& photograph, Dice& dice)
      : symbol_(symbol), half_(symbol.modules() / 2.0), quiet_(photograph.quiet) {
    double area = photograph.blots * symbol.modules() * symbol.modules();
    while (area > 0) {
      const double radius = std::min(dice.between(0.8, 2.2), std::sqrt(area / kPi) + 0.3);
      blots_.push_back({dice.between(-half_, half_), dice.between(-half_, half_), radius,
                        dice.between(0, 1) < 0.5 ? 0.f : 1.f});
      area -= kPi * radius * radius;
    }
  }

  bool covers(double x, double y) const {
    const double reach = half_ + quiet_;
    return std::abs(x) < reach && std::abs(y) < reach;
  }

  // 0 ink, 1 paper.
  float at(double x, double y) const {
    for (const auto& blot : blots_) {
      if (std::hypot(x - blot.x, y - blot.y) < blot.radius) return blot.grey;
    }
    const int column = static_cast<int>(std::floor(x + half_));
    const int row = static_cast<int>(std::floor(y + half_));
    const bool inside = column >= 0 && row >= 0 && column < symbol_.modules() && row < symbol_.modules();
    return inside && symbol_.dark(row, column) ? 0.f : 1.f;
  }

 private:
  const qr::Symbol& symbol_;
  double half_, quiet_;
  std::vector<Blot> blots_;
};

// --- the camera
// -----------------------------------------------------------------------------------------------------

// From a pixel of the frame to modules on the paper. A plane seen from an angle is a projective map.
class View {
 public:
  View(const Photograph& photograph, double side, double middle_x, double middle_y)
      : photograph_(photograph), middle_x_(middle_x), middle_y_(middle_y) {
    const double turn = photograph.turn * kPi / 180;
    cos_ = std::cos(turn) / photograph.module;
    sin_ = std::sin(turn) / photograph.module;
    const double from = photograph.tilt_from * kPi / 180;
    // At the near and far edge the scale is 1 + k and 1 - k times the middle's: their ratio is 1 - tilt.
    const double k = photograph.tilt / (2 - photograph.tilt);
    tilt_x_ = k * std::cos(from) / (side / 2 * photograph.module);
    tilt_y_ = k * std::sin(from) / (side / 2 * photograph.module);
  }

  std::pair<double, double> on_paper(double x, double y) const {
    const double from_x = x - middle_x_, from_y = y - middle_y_;
    const double w = 1 / (1 - tilt_x_ * from_x - tilt_y_ * from_y);
    const double u = from_x * w, v = from_y * w;
    double column = cos_ * u + sin_ * v, row = cos_ * v - sin_ * u;
    if (photograph_.waves == 0) return {column, row};
    column += photograph_.waves * std::sin(row / 9);
    row += photograph_.waves * std::sin(column / 13 + 1);
    return {column, row};
  }

 private:
  const Photograph& photograph_;
  double middle_x_, middle_y_, cos_, sin_, tilt_x_, tilt_y_;
};

// Lines of text, boxes and grey pictures, so that the code is not alone.
void clutter(Plane& plane, Dice& dice) {
  const int lines = plane.height / 28;
  for (int line = 0; line < lines; ++line) {
    const int top = line * 28 + 8;
    for (int x = 20; x < plane.width - 30;) {
      const int letter = static_cast<int>(dice.between(4, 13));
      if (dice.between(0, 1) < 0.8) {
        const int stroke = static_cast<int>(dice.between(2, 4));
        for (int y = top; y < std::min(top + 14, plane.height); ++y) {
          for (int i = 0; i < stroke && x + i < plane.width; ++i) plane(x + i, y) = 0.1f;
        }
      }
      x += letter;
    }
  }
  for (int box = 0; box < 3; ++box) {
    const int left = static_cast<int>(dice.between(0, plane.width * 0.8));
    const int top = static_cast<int>(dice.between(0, plane.height * 0.8));
    const float grey = static_cast<float>(dice.between(0.1, 0.8));
    for (int y = top; y < std::min(plane.height, top + plane.height / 6); ++y) {
      for (int x = left; x < std::min(plane.width, left + plane.width / 5); ++x)
        plane(x, y) = grey + 0.1f * static_cast<float>(std::sin(x * 0.1) * std::cos(y * 0.07));
    }
  }
}

// A white card with round corners on a dark page.
void dark_page(Plane& plane) {
  const int margin = std::min(plane.width, plane.height) / 12;
  const int round = margin;
  for (int y = 0; y < plane.height; ++y) {
    for (int x = 0; x < plane.width; ++x) {
      const int dx = std::max({margin + round - x, x - (plane.width - 1 - margin - round), 0});
      const int dy = std::max({margin + round - y, y - (plane.height - 1 - margin - round), 0});
      plane(x, y) = dx * dx + dy * dy > round * round ? 0.08f : 1.f;
    }
  }
}

void expose(Plane& plane, const Paper& paper, const View& view) {
  constexpr int kFine = 4;  // rays a pixel and direction
  for (int y = 0; y < plane.height; ++y) {
    for (int x = 0; x < plane.width; ++x) {
      const auto [column, row] = view.on_paper(x + 0.5, y + 0.5);
      if (!paper.covers(column, row)) continue;
      float sum = 0;
      for (int i = 0; i < kFine * kFine; ++i) {
        const auto [u, v] = view.on_paper(x + (i % kFine + 0.5) / kFine, y + (i / kFine + 0.5) / kFine);
        sum += paper.at(u, v);
      }
      plane(x, y) = sum / (kFine * kFine);
    }
  }
}

// --- the lens
// -------------------------------------------------------------------------------------------------------

void convolve(Plane& plane, const std::vector<float>& weights, int step_x, int step_y) {
  const auto before = plane;
  auto source = before;
  const int reach = static_cast<int>(weights.size() / 2);
  for (int y = 0; y < plane.height; ++y) {
    for (int x = 0; x < plane.width; ++x) {
      float sum = 0;
      for (int i = -reach; i <= reach; ++i)
        sum += weights[static_cast<std::size_t>(i + reach)] * source.clamped(x + i * step_x, y + i * step_y);
      plane(x, y) = sum;
    }
  }
}

std::vector<float> normalised(std::vector<float> weights) {
  float sum = 0;
  for (const float weight : weights) sum += weight;
  for (float& weight : weights) weight /= sum;
  return weights;
}

void out_of_focus(Plane& plane, double sigma) {
  std::vector<float> weights;
  const int reach = static_cast<int>(std::ceil(3 * sigma));
  for (int i = -reach; i <= reach; ++i)
    weights.push_back(static_cast<float>(std::exp(-i * i / (2 * sigma * sigma))));
  weights = normalised(weights);
  convolve(plane, weights, 1, 0);
  convolve(plane, weights, 0, 1);
}

void shaken(Plane& plane, double length) {
  const int reach = static_cast<int>(std::ceil(length / 2));
  std::vector<float> weights;
  for (int i = -reach; i <= reach; ++i)
    weights.push_back(static_cast<float>(std::clamp(length / 2 - std::abs(i) + 0.5, 0.0, 1.0)));
  convolve(plane, normalised(weights), 1, 0);
}

// --- the light
// ------------------------------------------------------------------------------------------------------

// The dots of a screen against those of the sensor: two waves of nearly the same length beat against each
// other.
double screen(const Photograph& photograph, double x, double y) {
  const double dots = 0.5 + 0.5 * std::sin(x * 2.1) * std::sin(y * 2.05 + 0.3);
  const double beat = 0.5 + 0.5 * std::sin(x * 0.09 + y * 0.05);
  return 1 - photograph.screen_grid * (0.6 * dots + 0.4 * beat);
}

double light_at(const Photograph& photograph, double x, double y, double shadow_at) {  // x, y: 0..1
  double light = 1 - photograph.falloff * (x + y) / 2;
  if (x + 0.4 * y > shadow_at) light *= 1 - photograph.shadow;
  return light;
}

void light_up(Plane& plane, const Photograph& photograph, Dice& dice) {
  const double shadow_at = dice.between(0.5, 0.9);
  const double glare_x = dice.between(0.3, 0.7), glare_y = dice.between(0.3, 0.7);
  for (int y = 0; y < plane.height; ++y) {
    for (int x = 0; x < plane.width; ++x) {
      const double u = double(x) / plane.width, v = double(y) / plane.height;
      double grey = photograph.dark + (photograph.light - photograph.dark) * double(plane(x, y));
      grey *= light_at(photograph, u, v, shadow_at);
      if (photograph.screen_grid > 0) grey *= screen(photograph, x, y);
      if (photograph.glare > 0)
        grey += photograph.glare * 255 *
                std::exp(-((u - glare_x) * (u - glare_x) + (v - glare_y) * (v - glare_y)) / 0.02);
      if (photograph.noise > 0) grey += photograph.noise * dice.normal();
      plane(x, y) = static_cast<float>(grey);
    }
  }
}

qr::GrayImage developed(const Plane& plane, const Photograph& photograph) {
  qr::GrayImage image{plane.width, plane.height, {}};
  image.pixels.reserve(plane.at.size());
  for (const float grey : plane.at) {
    auto pixel = static_cast<std::uint8_t>(std::clamp(std::lround(grey), 0l, 255l));
    if (photograph.one_bit) pixel = pixel < 128 ? 0 : 255;
    image.pixels.push_back(photograph.inverted ? static_cast<std::uint8_t>(255 - pixel) : pixel);
  }
  if (photograph.mirrored) {
    for (auto row = image.pixels.begin(); row != image.pixels.end(); row += image.width)
      std::reverse(row, row + image.width);
  }
  return image;
}

}  // namespace

qr::GrayImage picture(const qr::Symbol& symbol, const Photograph& photograph, std::uint32_t seed) {
  Dice dice(seed);
  const Paper paper(symbol, photograph, dice);
  const double side = symbol.modules() + 2 * photograph.quiet;
  const double turn = photograph.turn * kPi / 180;
  const bool straight = photograph.tilt == 0 && photograph.waves == 0;
  const double reach = side * photograph.module * (std::abs(std::cos(turn)) + std::abs(std::sin(turn))) *
                       (straight ? 1 : 1.1 + photograph.tilt / 2);
  const int least = static_cast<int>(std::lround(reach));
  Plane plane(std::max(photograph.width, least), std::max(photograph.height, least), 1.f);
  if (photograph.clutter) clutter(plane, dice);
  if (photograph.dark_page) dark_page(plane);
  const double free_x = (plane.width - least) / 2.0, free_y = (plane.height - least) / 2.0;
  const double middle_x =
      plane.width / 2.0 + dice.between(-free_x, free_x) * (photograph.dark_page ? 0 : 0.9);
  const double middle_y =
      plane.height / 2.0 + dice.between(-free_y, free_y) * (photograph.dark_page ? 0 : 0.9);
  // Whole pixels for what was drawn and not photographed.
  const double snap = straight && photograph.turn == 0 ? 0.5 * (least % 2) : 0;
  expose(plane, paper,
         View(photograph, side, snap != 0 || free_x == 0 ? plane.width / 2.0 : std::floor(middle_x) + snap,
              snap != 0 || free_y == 0 ? plane.height / 2.0 : std::floor(middle_y) + snap));
  if (photograph.blur > 0) out_of_focus(plane, photograph.blur * photograph.module);
  if (photograph.motion > 0) shaken(plane, photograph.motion * photograph.module);
  light_up(plane, photograph, dice);
  auto image = developed(plane, photograph);
  if (photograph.jpeg > 0)
    image = verifier::decode_picture(verifier::PictureFormat::kJpeg, encoders::jpeg(image, photograph.jpeg))
                .value();
  return image;
}

}  // namespace cred::degrade
