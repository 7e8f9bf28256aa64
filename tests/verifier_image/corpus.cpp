// SPDX-License-Identifier: Apache-2.0
#include "verifier_image/corpus.h"

#include <algorithm>
#include <ctime>

#include "cred/qr/text.h"
#include "verifier/image/picture.h"

namespace cred::corpus {

namespace {

// Octets of token: QR versions 9 to 22 at level M, the range permits have.
constexpr std::size_t kSizes[] = {150, 390, 700};

constexpr Condition kConditions[] = {
    {"clean, 8 px a module", {.module = 8}, false, true},
    {"clean, 4 px", {}, false, true},
    {"clean, 2 px", {.module = 2}, false, true},
    {"clean, 1 px", {.module = 1}, false, true},
    {"scaled to 1.7 px", {.module = 1.7}},
    {"scaled to 2.6 px", {.module = 2.6}},
    {"turned by 7 degrees, 4 px", {.turn = 7}, false, true},
    {"turned by 7 degrees, 2.2 px", {.module = 2.2, .turn = 7}},
    {"turned by 45 degrees", {.turn = 45}, false, true},
    {"upside down", {.turn = 180}, false, true},
    {"turned by any angle", {.module = 5}, true, true},
    {"inverted", {.inverted = true}, false, true},
    {"inverted and turned", {.inverted = true}, true, true},
    {"mirrored", {.mirrored = true}},
    {"mirrored, turned, tilted by 10 %", {.tilt = 0.1, .mirrored = true}, true},
    {"blurred, sigma 0.3 modules", {.blur = 0.3}},
    {"blurred, sigma 0.5 modules", {.blur = 0.5}},
    {"blurred, sigma 0.65 modules", {.module = 5, .blur = 0.65}},
    {"shaken, 1 module", {.motion = 1}},
    {"tilted by 10 %", {.tilt = 0.1}, true},
    {"tilted by 20 %", {.tilt = 0.2}, true},
    {"tilted by 30 %, 6 px", {.module = 6, .tilt = 0.3}, true},
    {"paper with waves", {.module = 5, .tilt = 0.08, .waves = 0.3}, true},
    {"noise, sigma 25", {.noise = 25}},
    {"noise, sigma 50", {.noise = 50}},
    {"contrast 20 %", {.dark = 120, .light = 171}},
    {"contrast 8 %", {.dark = 120, .light = 140}},
    {"contrast 20 %, noise 6", {.dark = 120, .light = 171, .noise = 6}},
    {"light falls off by 80 %", {.falloff = 0.8}},
    {"an edge of shadow", {.module = 5, .shadow = 0.6, .noise = 5}, true},
    {"glare", {.module = 5, .glare = 0.7, .noise = 4}, true},
    {"JPEG quality 30, 2 px", {.module = 2, .jpeg = 30}},
    {"JPEG quality 10, 4 px", {.jpeg = 10}},
    {"blots on 2 %", {.blots = 0.02}},
    {"blots on 4 %", {.blots = 0.04}, true},
    {"quiet zone of 1 module", {.quiet = 1}},
    {"cut off at the code's edge", {.quiet = 0}},
    {"fax: 1 bit, 3.3 px, noise", {.module = 3.3, .turn = 1.5, .blur = 0.3, .noise = 40, .one_bit = true}},
    {"screenshot, dark page",
     {.module = 5.5, .width = 720, .height = 1280, .dark_page = true},
     false,
     false,
     2},
    {"screenshot, all inverted",
     {.module = 3, .width = 720, .height = 1280, .dark_page = true, .inverted = true},
     false,
     false,
     2},
    {"off a screen, moire",
     {.module = 6, .tilt = 0.1, .blur = 0.15, .screen_grid = 0.5, .noise = 8},
     true,
     false,
     2},
    {"photo, 1440 x 1080",
     {.module = 3.5,
      .tilt = 0.1,
      .width = 1440,
      .height = 1080,
      .clutter = true,
      .blur = 0.35,
      .dark = 35,
      .light = 215,
      .falloff = 0.3,
      .noise = 9,
      .jpeg = 60},
     true,
     false,
     2},
    {"small in a 1920 x 1080 frame",
     {.module = 2.6,
      .tilt = 0.05,
      .width = 1920,
      .height = 1080,
      .clutter = true,
      .blur = 0.2,
      .dark = 30,
      .light = 220,
      .noise = 5},
     true,
     false,
     2},
    {"A4 at 300 dpi, 0.4 mm",
     {.module = 4.7,
      .turn = 0.7,
      .width = 2480,
      .height = 3508,
      .clutter = true,
      .blur = 0.15,
      .dark = 30,
      .light = 240,
      .noise = 6,
      .jpeg = 75},
     false,
     false,
     1},
    {"photo, 12 megapixels",
     {.module = 14,
      .tilt = 0.1,
      .width = 4000,
      .height = 3000,
      .clutter = true,
      .blur = 0.25,
      .dark = 40,
      .light = 210,
      .falloff = 0.3,
      .noise = 12,
      .jpeg = 85},
     true,
     false,
     1},
};

std::string permit_text(std::size_t size, std::uint32_t seed) {
  Bytes token(size);
  std::uint32_t state = seed;
  for (auto& octet : token) octet = static_cast<std::uint8_t>((state = state * 1664525u + 1013904223u) >> 24);
  return qr::to_text(qr::Kind::kStaticPermit, token);
}

degrade::Photograph spoiled(degrade::Photograph photograph, double harder) {
  photograph.tilt *= harder;
  photograph.waves *= harder;
  photograph.blur *= harder;
  photograph.motion *= harder;
  photograph.screen_grid *= harder;
  photograph.falloff = std::min(photograph.falloff * harder, 0.95);
  photograph.shadow = std::min(photograph.shadow * harder, 0.9);
  photograph.glare *= harder;
  photograph.noise *= harder;
  photograph.blots *= harder;
  return photograph;
}

}  // namespace

std::span<const Condition> conditions() {
  return kConditions;
}

Recall measure(const Condition& condition, std::uint32_t seed, double harder) {
  Recall recall;
  for (const auto size : kSizes) {
    for (int i = 0; i < condition.pictures; ++i) {
      const auto number = seed * 1000 + static_cast<std::uint32_t>(size) + static_cast<std::uint32_t>(i);
      const auto text = permit_text(size, number);
      auto photograph = spoiled(condition.photograph, harder);
      if (condition.turned) {
        photograph.turn = (number * 137) % 360;
        photograph.tilt_from = (number * 61) % 360;
      }
      const auto image =
          degrade::picture(qr::Symbol::encode(text, qr::Level::kM).value(), photograph, number);
      const auto before = std::clock();
      const auto codes = verifier::find_codes(image);
      recall.milliseconds += static_cast<double>(std::clock() - before) * 1000 / CLOCKS_PER_SEC;
      ++recall.pictures;
      for (const auto& code : codes) ++(code == text ? recall.read : recall.wrong);
    }
  }
  return recall;
}

}  // namespace cred::corpus
