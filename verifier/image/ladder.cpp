// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/ladder.h"

#include <algorithm>
#include <ctime>

#include "verifier/image/adjust.h"
#include "verifier/image/module_grid.h"
#include "verifier/image/picture.h"
#include "verifier/image/rectify.h"

namespace cred::verifier {

namespace {

using qr::Effort;
using qr::GrayImage;
using qr::Threshold;

constexpr std::size_t kFrame = 600'000;       // pixels: from here half the size is worth a look of its own
constexpr std::size_t kLarge = 4'000'000;     // above this the hard stages work on a smaller picture
constexpr std::size_t kEnlarged = 2'300'000;  // up to here a code may be drawn with too few pixels

bool always(const GrayImage&) {
  return true;
}
bool is_frame(const GrayImage& image) {
  return image.pixels.size() >= kFrame;
}
bool is_huge(const GrayImage& image) {
  return image.pixels.size() >= 8 * kFrame;
}
bool is_small(const GrayImage& image) {
  return image.pixels.size() <= kEnlarged;
}

GrayImage unchanged(const GrayImage& image) {
  return image;
}
GrayImage quarter(const GrayImage& image) {
  return halved(halved(image));
}
GrayImage one_and_a_half(const GrayImage& image) {
  return resized(image, 3);
}
GrayImage twice(const GrayImage& image) {
  return resized(image, 4);
}
GrayImage smooth_twice(const GrayImage& image) {
  return resized(smoothed(image), 4);
}
GrayImage smooth(const GrayImage& image) {
  return smoothed(image);
}
GrayImage sharp(const GrayImage& image) {
  return sharpened(image, 1);
}
GrayImage very_sharp(const GrayImage& image) {
  return sharpened(image, 2);
}
GrayImage sharp_twice(const GrayImage& image) {
  return resized(sharpened(image, 1), 4);
}
GrayImage near_threshold(const GrayImage& image) {
  return against_mean(smoothed(image), 16);
}
GrayImage far_threshold(const GrayImage& image) {
  return against_mean(smoothed(image), 6);
}
template <int kEighths>
GrayImage tilted_back(const GrayImage& image) {
  return tilted(image, kEighths);
}

constexpr Stage kFirst[] = {
    {"quarter size", is_huge, quarter, Threshold::kLocal, Effort::kQuick},
    {"half size", is_frame, halved, Threshold::kLocal, Effort::kQuick},
    {"as it is, quick", always, unchanged, Threshold::kLocal, Effort::kQuick},
    {"as it is, thorough", always, unchanged, Threshold::kLocal, Effort::kThorough},
};

constexpr Stage kHard[] = {
    {"one threshold", always, unchanged, Threshold::kGlobal, Effort::kThorough},
    {"inverted", always, inverted, Threshold::kLocal, Effort::kThorough},
    {"x1.5", is_small, one_and_a_half, Threshold::kLocal, Effort::kThorough},
    {"smooth", always, smooth, Threshold::kLocal, Effort::kThorough},
    {"against the near mean", always, near_threshold, Threshold::kDone, Effort::kThorough},
    {"mirrored", always, mirrored, Threshold::kLocal, Effort::kThorough},
    {"x2", is_small, twice, Threshold::kLocal, Effort::kThorough},
    {"against the far mean", always, far_threshold, Threshold::kDone, Effort::kThorough},
    {"sharp", always, sharp, Threshold::kLocal, Effort::kThorough},
    {"very sharp", always, very_sharp, Threshold::kLocal, Effort::kThorough},
    {"smooth, x2", is_small, smooth_twice, Threshold::kGlobal, Effort::kThorough},
    {"sharp, x2", is_small, sharp_twice, Threshold::kLocal, Effort::kThorough},
    {"tilted back, from the right", always, tilted_back<0>, Threshold::kLocal, Effort::kThorough},
    {"tilted back, from below", always, tilted_back<2>, Threshold::kLocal, Effort::kThorough},
    {"tilted back, from the left", always, tilted_back<4>, Threshold::kLocal, Effort::kThorough},
    {"tilted back, from above", always, tilted_back<6>, Threshold::kLocal, Effort::kThorough},
    {"tilted back, from lower right", always, tilted_back<1>, Threshold::kLocal, Effort::kThorough},
    {"tilted back, from lower left", always, tilted_back<3>, Threshold::kLocal, Effort::kThorough},
    {"tilted back, from upper left", always, tilted_back<5>, Threshold::kLocal, Effort::kThorough},
    {"tilted back, from upper right", always, tilted_back<7>, Threshold::kLocal, Effort::kThorough},
};

using Texts = std::vector<std::string>;

class Search {
 public:
  explicit Search(double seconds) : seconds_(seconds) {}
  Texts climb(std::span<const Stage> stages, const GrayImage& image) const {
    for (const auto& stage : stages) {
      if (!time_left()) return {};
      if (!stage.applies(image)) continue;
      auto codes = stage.adjust == unchanged ? qr::scan(image, stage.threshold, stage.effort)
                                             : qr::scan(stage.adjust(image), stage.threshold, stage.effort);
      if (!codes.empty()) return codes;
    }
    return {};
  }

 private:
  bool time_left() const { return static_cast<double>(std::clock() - start_) < seconds_ * CLOCKS_PER_SEC; }
  double seconds_;
  std::clock_t start_ = std::clock();
};

/// One grey all over, as most pages of a PDF.
bool is_blank(const GrayImage& image) {
  const auto& pixels = image.pixels;
  return pixels.empty() ||
         std::all_of(pixels.begin(), pixels.end(), [&](auto pixel) { return pixel == pixels[0]; });
}

/// Of full contrast, small enough for the hard stages, with white around it for a code that was cut off at
/// its edge.
GrayImage prepared(const GrayImage& image) {
  GrayImage smaller = image.pixels.size() > kLarge ? halved(image) : image;
  while (smaller.pixels.size() > kLarge) smaller = halved(smaller);
  return framed(stretched(smaller));
}

}  // namespace

std::span<const Stage> first_stages() {
  return kFirst;
}
std::span<const Stage> hard_stages() {
  return kHard;
}

std::vector<std::string> find_codes(const GrayImage& image, double seconds) {
  if (is_blank(image)) return {};
  const Search search(seconds);
  if (const auto modules = module_grid(image)) {
    auto codes = qr::scan(*modules, Threshold::kDone, Effort::kPure);
    if (!codes.empty()) return codes;
  }
  auto codes = search.climb(kFirst, image);
  if (!codes.empty()) return codes;
  const auto ready = prepared(image);
  codes = search.climb(kFirst, ready);
  if (codes.empty()) codes = search.climb(kHard, ready);
  if (codes.empty()) codes = search.climb(kHard, inverted(ready));
  return codes;
}

}  // namespace cred::verifier
