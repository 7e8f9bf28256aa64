// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/module_grid.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/pictures.h"
#include "verifier/image/adjust.h"
#include "verifier/image/picture.h"

namespace cred::verifier {
namespace {

using Texts = std::vector<std::string>;

const std::string kText = "FWS1:QED8WEX0";

qr::Symbol symbol() {
  return qr::Symbol::encode(kText, qr::Level::kM).value();
}

TEST_CASE("a drawn code comes back with one pixel a module, whatever the scale and the place") {
  const int scale = GENERATE(1, 2, 3, 8, 40);
  CHECK(module_grid(pictures::of(symbol(), scale))->pixels == pictures::of(symbol(), 1).pixels);
  auto page = pictures::paper(1400, 1300);
  pictures::paint(page, symbol(), 123, 45, scale);
  CHECK(module_grid(page)->pixels == pictures::of(symbol(), 1).pixels);
  CHECK(find_codes(page) == Texts{kText});
}

TEST_CASE("a code that touches every edge of its picture is still a grid") {
  const int side = symbol().modules() * 5;
  auto image = pictures::paper(side, side);
  pictures::paint(image, symbol(), 0, 0, 5);
  CHECK(module_grid(image).has_value());
  CHECK(find_codes(image) == Texts{kText});
}

TEST_CASE("a single pixel that does not fit sends the picture to the ladder, which reads it all the same") {
  const auto grid = pictures::of(symbol(), 6);
  const auto where =
      GENERATE(std::pair(2, 2), std::pair(100, 3), std::pair(30, 30), std::pair(60, 70), std::pair(171, 171));
  for (const std::uint8_t value : {std::uint8_t{0}, std::uint8_t{255}, std::uint8_t{128}}) {
    auto spoiled = grid;
    auto& pixel = pictures::pixel(spoiled, where.first, where.second);
    if (pixel == value) continue;
    pixel = value;
    CHECK_FALSE(module_grid(spoiled).has_value());
    CHECK(find_codes(spoiled) == Texts{kText});
  }
}

TEST_CASE("two codes are no grid: none of them may be lost") {
  auto image = pictures::paper(500, 260);
  const auto other = qr::Symbol::encode("FWS1:OTHER", qr::Level::kM).value();
  const int left = GENERATE(260, 300);
  pictures::paint(image, symbol(), 40, 40, 4);
  pictures::paint(image, other, left, 60, 4);
  CHECK_FALSE(module_grid(image).has_value());
  CHECK(find_codes(image) == Texts{kText, "FWS1:OTHER"});
}

TEST_CASE("white, black, noise and pictures of no size are no grid") {
  CHECK_FALSE(module_grid(qr::GrayImage{}).has_value());
  for (const std::uint8_t grey : {std::uint8_t{0}, std::uint8_t{255}})
    CHECK_FALSE(module_grid(pictures::paper(210, 210, grey)).has_value());
  auto noise = pictures::paper(210, 210);
  std::uint32_t state = 1;
  for (auto& pixel : noise.pixels) {
    state = state * 1664525u + 1013904223u;
    pixel = (state >> 31) != 0 ? 255 : 0;
  }
  CHECK_FALSE(module_grid(noise).has_value());
  CHECK_FALSE(module_grid(inverted(pictures::of(symbol(), 4))).has_value());
}

TEST_CASE("a grid that is no code is no text") {
  auto image = pictures::of(symbol(), 4);
  for (int y = 16 + 9 * 4; y < 16 + 13 * 4; ++y) {
    for (int x = 16 + 4 * 4; x < 16 + 18 * 4; ++x) pictures::pixel(image, x, y) = 255;
  }
  CHECK(find_codes(image).empty());
}

}  // namespace
}  // namespace cred::verifier
