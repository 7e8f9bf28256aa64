// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/ladder.h"

#include "verifier/image/adjust.h"
#include "verifier/image/picture.h"

namespace cred::verifier {

namespace {

using qr::GrayImage;
using qr::Threshold;

// Above this a code is drawn with pixels enough, and enlarging costs more memory than it finds codes.
constexpr std::size_t kLargePicture = 4'000'000;

bool always(const GrayImage&) {
  return true;
}
bool is_large(const GrayImage& image) {
  return image.pixels.size() > kLargePicture;
}
bool is_small(const GrayImage& image) {
  return !is_large(image);
}

GrayImage unchanged(const GrayImage& image) {
  return image;
}
GrayImage half(const GrayImage& image) {
  return resized(image, 1);
}
GrayImage one_and_a_half(const GrayImage& image) {
  return resized(image, 3);
}
GrayImage twice(const GrayImage& image) {
  return resized(image, 4);
}

constexpr Stage kLadder[] = {
    {"one threshold", always, unchanged, Threshold::kGlobal},
    {"x0.5", is_large, half, Threshold::kLocal},
    {"x1.5", is_small, one_and_a_half, Threshold::kLocal},
    {"x2", is_small, twice, Threshold::kLocal},
    {"inverted", always, inverted, Threshold::kLocal},
    {"mirrored", always, mirrored, Threshold::kLocal},
};

}  // namespace

std::span<const Stage> ladder() {
  return kLadder;
}

std::vector<std::string> find_codes(const GrayImage& image) {
  auto codes = qr::scan(image);
  // Contrast comes first, and once: every stage works better on the full range.
  if (codes.empty() && is_faint(image)) return find_codes(stretched(image));
  for (const auto& stage : kLadder) {
    if (!codes.empty()) break;
    if (stage.applies(image)) codes = qr::scan(stage.adjust(image), stage.threshold);
  }
  return codes;
}

}  // namespace cred::verifier
