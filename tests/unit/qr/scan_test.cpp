// SPDX-License-Identifier: Apache-2.0
#include "cred/qr/scan.h"

#include <catch2/catch.hpp>

#include "cred/qr/text.h"
#include "support/pictures.h"

namespace cred::qr {
namespace {

using Texts = std::vector<std::string>;

Symbol symbol(std::string_view text, Level level = Level::kM) {
  return Symbol::encode(text, level).value();
}

TEST_CASE("a picture of a symbol gives the text back, character by character") {
  const int scale = GENERATE(1, 2, 4, 8);
  const auto level = GENERATE(Level::kL, Level::kM);
  const auto threshold = GENERATE(Threshold::kLocal, Threshold::kGlobal);
  const std::string every = "FWS1:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  CHECK(scan(pictures::of(symbol(every, level), scale), threshold) == Texts{every});
}

TEST_CASE("the largest symbols that are made can be read") {
  const auto permit = to_text(Kind::kStaticPermit, Bytes(kMaxBytesStatic, 0x5a));
  const auto live = to_text(Kind::kPresentation, Bytes(kMaxBytesLive, 0x5a));
  CHECK(scan(pictures::of(symbol(permit, Level::kM), 4)) == Texts{permit});
  CHECK(scan(pictures::of(symbol(live, Level::kL), 4)) == Texts{live});
}

TEST_CASE("several codes come in reading order, also when a row is not quite level") {
  auto image = pictures::paper(700, 520);
  pictures::paint(image, symbol("SECOND"), 400, 48, 4);
  pictures::paint(image, symbol("FIRST"), 60, 60, 4);
  pictures::paint(image, symbol("FOURTH"), 420, 300, 4);
  pictures::paint(image, symbol("THIRD"), 80, 306, 4);
  CHECK(scan(image) == Texts{"FIRST", "SECOND", "THIRD", "FOURTH"});
}

TEST_CASE("the same code twice is found twice") {
  auto image = pictures::paper(700, 260);
  pictures::paint(image, symbol("TWIN"), 60, 60, 4);
  pictures::paint(image, symbol("TWIN"), 400, 60, 4);
  CHECK(scan(image) == Texts{"TWIN", "TWIN"});
}

TEST_CASE("a picture without a code gives nothing") {
  CHECK(scan(GrayImage{}).empty());
  CHECK(scan(pictures::paper(1, 1)).empty());
  CHECK(scan(pictures::paper(300, 200)).empty());
  CHECK(scan(pictures::paper(300, 200, 0)).empty());

  auto noise = pictures::paper(400, 300);
  std::uint32_t state = 1;
  for (auto& pixel : noise.pixels)
    pixel = static_cast<std::uint8_t>((state = state * 1664525u + 1013904223u) >> 24);
  CHECK(scan(noise).empty());
}

TEST_CASE("a picture whose sizes and pixels disagree is not looked at") {
  auto image = pictures::of(symbol("FWS1:QED8WEX0"), 4);
  image.pixels.pop_back();
  CHECK(scan(image).empty());
  CHECK(scan(GrayImage{-1, -1, Bytes(1)}).empty());
}

TEST_CASE("a code that is damaged beyond repair gives nothing") {
  auto image = pictures::of(symbol("FWS1:QED8WEX0"), 4);
  for (int y = 40; y < 100; ++y) {
    for (int x = 50; x < 100; ++x) pictures::pixel(image, x, y) = 255;
  }
  CHECK(scan(image).empty());
}

}  // namespace
}  // namespace cred::qr
