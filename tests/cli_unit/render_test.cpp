// SPDX-License-Identifier: Apache-2.0
#include "cli/picture/render.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "cred/qr/scan.h"

namespace cred::cli {
namespace {

qr::Symbol symbol() {
  return qr::Symbol::encode("FWS1:QED8WEX0", qr::Level::kM).value();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST_CASE("the printed size counts the quiet zone") {
  CHECK(printed_size_mm(symbol()) == Approx((21 + 8) * 0.4));
}

TEST_CASE("the PNG has one bit a pixel, eight pixels a module, and knows its printed size") {
  const auto png = to_png(symbol()).value();
  const auto at = [&](std::size_t i) { return static_cast<unsigned>(png[i]) << 8 | png[i + 1]; };
  CHECK(at(18) == 29 * 8);  // width
  CHECK(at(22) == 29 * 8);  // height
  CHECK(png[24] == 1);      // bit depth
  CHECK(png[25] == 0);      // grey
  const std::string header(as_text(png));
  const auto size = header.find("pHYs");
  REQUIRE(size != std::string::npos);
  CHECK(header.substr(size + 4, 9) ==
        std::string("\0\0\x4e\x20\0\0\x4e\x20\x01", 9));  // 20,000 pixels a metre
}

TEST_CASE("the same symbol gives the same PNG") {
  CHECK(to_png(symbol()).value() == to_png(symbol()).value());
}

TEST_CASE("the SVG has the printed size, a title, and one path whose areas are the dark modules") {
  const auto code = symbol();
  const auto svg = to_svg(code);
  CHECK(svg.find("width=\"11.6mm\" height=\"11.6mm\" viewBox=\"0 0 29 29\"") != std::string::npos);
  CHECK(svg.find("shape-rendering=\"crispEdges\"") != std::string::npos);
  CHECK(svg.find("<title>QR code, version 1-M</title>") != std::string::npos);
  CHECK(svg.find("fill=\"#fff\"") != std::string::npos);

  std::vector<bool> drawn(29 * 29);
  const auto start = svg.find(" d=\"") + 4;
  std::istringstream path(svg.substr(start, svg.find('"', start) - start));
  for (std::string run; std::getline(path, run, 'z');) {
    int column = 0, row = 0, width = 0, back = 0;
    REQUIRE(std::sscanf(run.c_str(), "M%d %dh%dv1h-%d", &column, &row, &width, &back) == 4);
    REQUIRE(width == back);
    for (int i = 0; i < width; ++i) drawn[static_cast<std::size_t>(row * 29 + column + i)] = true;
  }
  for (int row = 0; row < 29; ++row) {
    for (int column = 0; column < 29; ++column) {
      const bool inside = row >= 4 && row < 25 && column >= 4 && column < 25;
      const bool dark = inside && code.dark(row - 4, column - 4);
      CHECK(drawn[static_cast<std::size_t>(row * 29 + column)] == dark);
    }
  }
}

TEST_CASE("the terminal shows two modules a character, dark on light whether it has colours or not") {
  const auto coloured = lines_of(to_terminal(symbol(), true));
  const auto plain = lines_of(to_terminal(symbol(), false));
  REQUIRE(coloured.size() == 15);
  REQUIRE(plain.size() == 15);
  for (const auto& line : coloured) {
    CHECK(line.starts_with("\033[38;5;16;48;5;231m"));
    CHECK(line.ends_with("\033[0m"));
  }
  // Upper edge of the finder pattern: rows 4 and 5 of the picture, its corner dark over dark, then dark over
  // light.
  CHECK(coloured[2].find("    █▀▀▀▀▀█ ") != std::string::npos);
  CHECK(plain[2].starts_with("████ ▄▄▄▄▄ █"));
  for (const auto& line : plain) CHECK(line.find('\033') == std::string::npos);
}

// What a camera sees of the terminal: a character is two pixels, `ink` the grey of the blocks.
qr::GrayImage photographed(const std::vector<std::string>& lines, std::size_t skip, std::uint8_t ink) {
  constexpr int kSide = 29, kScale = 4;
  const auto paper = static_cast<std::uint8_t>(255 - ink);
  qr::GrayImage image{kSide * kScale, kSide * kScale, Bytes(kSide * kScale * kSide * kScale, paper)};
  for (int y = 0; y < kSide; ++y) {
    std::string_view rest = std::string_view(lines[static_cast<std::size_t>(y / 2)]).substr(skip);
    for (int x = 0; x < kSide; ++x) {
      const std::string_view block = rest.substr(0, rest.front() == ' ' ? 1 : 3);
      rest.remove_prefix(block.size());
      const bool inked = block == "█" || block == (y % 2 == 0 ? "▀" : "▄");
      if (!inked) continue;
      for (int i = 0; i < kScale * kScale; ++i) {
        const int row = y * kScale + i / kScale, column = x * kScale + i % kScale;
        image.pixels[static_cast<std::size_t>(row * image.width + column)] = ink;
      }
    }
  }
  return image;
}

TEST_CASE("a camera reads the code off the terminal, with colours and without") {
  const std::vector<std::string> text = {"FWS1:QED8WEX0"};
  const std::size_t colours = std::string_view("\033[38;5;16;48;5;231m").size();
  CHECK(qr::scan(photographed(lines_of(to_terminal(symbol(), true)), colours, 0)) == text);
  CHECK(qr::scan(photographed(lines_of(to_terminal(symbol(), false)), 0, 255)) == text);
}

}  // namespace
}  // namespace cred::cli
