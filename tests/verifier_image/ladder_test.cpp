// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/ladder.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "cred/qr/text.h"
#include "support/pictures.h"
#include "verifier/image/adjust.h"
#include "verifier/image/picture.h"
#include "verifier/image/rectify.h"

namespace cred::verifier {
namespace {

using Texts = std::vector<std::string>;

std::string permit_text() {
  Bytes token(390);
  std::uint32_t state = 7;
  for (auto& octet : token) octet = static_cast<std::uint8_t>((state = state * 1664525u + 1013904223u) >> 24);
  return qr::to_text(qr::Kind::kStaticPermit, token);
}

qr::GrayImage sample(int scale = 4) {
  return pictures::of(qr::Symbol::encode(permit_text(), qr::Level::kM).value(), scale);
}

// A box blur, `passes` times: near enough to a lens out of focus.
qr::GrayImage blurred(qr::GrayImage image, int passes) {
  for (int pass = 0; pass < passes; ++pass) {
    const auto before = image;
    for (int y = 1; y + 1 < image.height; ++y) {
      for (int x = 1; x + 1 < image.width; ++x) {
        int sum = 0;
        for (int dy = -1; dy <= 1; ++dy) {
          for (int dx = -1; dx <= 1; ++dx) {
            sum += before.pixels[static_cast<std::size_t>((y + dy) * image.width + x + dx)];
          }
        }
        pictures::pixel(image, x, y) = static_cast<std::uint8_t>(sum / 9);
      }
    }
  }
  return image;
}

qr::GrayImage faint(qr::GrayImage image) {
  for (auto& pixel : image.pixels) pixel = static_cast<std::uint8_t>(150 + pixel / 12);
  return image;
}

TEST_CASE("a code that a first look misses is found on the ladder") {
  const auto [name, picture] =
      GENERATE(std::pair("inverted", inverted(sample())), std::pair("faint", faint(sample())),
               std::pair("faint and inverted", faint(inverted(sample()))),
               std::pair("out of focus", blurred(sample(), 5)));
  INFO(name);
  CHECK(qr::scan(picture).empty());
  CHECK(find_codes(picture) == Texts{permit_text()});
}

TEST_CASE("a mirrored and a large code are found") {
  CHECK(find_codes(mirrored(sample())) == Texts{permit_text()});
  CHECK(find_codes(sample(40)) == Texts{permit_text()});
}

TEST_CASE("the ladder finds nothing where nothing is, in a picture of any size and contrast") {
  CHECK(find_codes(qr::GrayImage{}).empty());
  CHECK(find_codes(pictures::paper(1, 1)).empty());
  CHECK(find_codes(pictures::paper(3, 500, 77)).empty());
  auto speck = pictures::paper(200, 200, 100);
  pictures::pixel(speck, 100, 100) = 101;
  CHECK(find_codes(speck).empty());
}

// What the stages can find, not what a build with sanitizers finds in the time a person waits.
constexpr double kPatience = 120;

TEST_CASE("a code cut off at its edge, one at a slant and a noisy one are found") {
  auto cut = sample();
  const int margin = qr::kQuietZone * 4, side = cut.width - 2 * margin;
  auto inside = pictures::paper(side, side);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x)
      pictures::pixel(inside, x, y) = pictures::pixel(cut, x + margin, y + margin);
  }
  CHECK(find_codes(blurred(inside, 1), kPatience) == Texts{permit_text()});
  auto page = pictures::paper(700, 700);
  pictures::paint(page, qr::Symbol::encode(permit_text(), qr::Level::kM).value(), 140, 130, 6);
  CHECK(find_codes(tilted(tilted(page, 1), 1), kPatience) == Texts{permit_text()});
  auto noisy = sample();
  std::uint32_t state = 3;
  for (auto& pixel : noisy.pixels) {
    state = state * 1664525u + 1013904223u;
    pixel =
        static_cast<std::uint8_t>(std::clamp(60 + pixel / 2 + static_cast<int>(state >> 24) - 128, 0, 255));
  }
  CHECK(find_codes(noisy, kPatience) == Texts{permit_text()});
}

TEST_CASE("every stage leaves pictures of any size and shape alone that show nothing") {
  for (const auto& [width, height] :
       {std::pair(1, 1), std::pair(2, 1), std::pair(1, 300), std::pair(700, 3)}) {
    const auto paper = pictures::paper(width, height, 90);
    for (const auto stages : {first_stages(), hard_stages()}) {
      for (const auto& stage : stages) {
        INFO(stage.name);
        const auto adjusted = stage.adjust(paper);
        CHECK(qr::scan(adjusted, stage.threshold, stage.effort).empty());
      }
    }
  }
}

TEST_CASE("the picture operations do what their names say") {
  const qr::GrayImage image = {3, 2, {10, 20, 30, 40, 50, 60}};
  CHECK(inverted(image).pixels == Bytes({245, 235, 225, 215, 205, 195}));
  CHECK(mirrored(image).pixels == Bytes({30, 20, 10, 60, 50, 40}));
  CHECK(stretched(image).pixels == Bytes({0, 51, 102, 153, 204, 255}));
  CHECK(stretched(pictures::paper(5, 5, 9)).pixels == Bytes(25, 9));
  CHECK(halved(image).pixels == Bytes({30}));

  const auto twice = resized(image, 4);
  CHECK(twice.width == 6);
  CHECK(twice.height == 4);
  CHECK(Bytes(twice.pixels.begin(), twice.pixels.begin() + 6) == Bytes({10, 12, 17, 22, 27, 30}));
  const qr::GrayImage square = {2, 2, {0, 100, 100, 200}};
  CHECK(resized(square, 1).pixels == Bytes({100}));
  CHECK(resized(pictures::paper(7, 5, 42), 3).pixels == Bytes(10 * 7, 42));
}

}  // namespace
}  // namespace cred::verifier
