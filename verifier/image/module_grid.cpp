// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/module_grid.h"

#include <algorithm>
#include <cstring>

namespace cred::verifier {

namespace {

constexpr std::uint8_t kBlack = 0;
constexpr std::uint8_t kWhite = 255;
constexpr int kFinder = 7;   // modules a side
constexpr int kQuiet = 4;    // modules
constexpr int kFewest = 21;  // modules of version 1
constexpr int kMost = 177;   // of version 40

struct Grid {
  int left, top;
  int pixels;   // a module
  int modules;  // a side
};

/// From the first dark line: it begins with the side of one finder and ends with that of another.
std::optional<Grid> grid_of(const qr::GrayImage& image) {
  if (image.pixels.empty()) return std::nullopt;
  const auto* begin = image.pixels.data();
  const auto* end = begin + image.pixels.size();
  const auto* first = static_cast<const std::uint8_t*>(std::memchr(begin, kBlack, image.pixels.size()));
  if (first == nullptr) return std::nullopt;
  const auto offset = static_cast<int>(first - begin);
  const Grid at{offset % image.width, offset / image.width, 0, 0};
  const auto* line_end = std::min(first + (image.width - at.left), end);
  const auto run = std::find_if(first, line_end, [](std::uint8_t pixel) { return pixel != kBlack; }) - first;
  const auto* last = line_end;
  while (last[-1] != kBlack) --last;
  const auto pixels = static_cast<int>(run) / kFinder;
  const auto side = static_cast<int>(last - first);
  if (pixels == 0 || run % kFinder != 0 || side % pixels != 0) return std::nullopt;
  const int modules = side / pixels;
  if (modules < kFewest || modules > kMost || modules % 4 != kFewest % 4) return std::nullopt;
  if (at.top + side > image.height) return std::nullopt;
  return Grid{at.left, at.top, pixels, modules};
}

bool all(const std::uint8_t* from, std::size_t count, std::uint8_t value) {
  return count == 0 || (*from == value && std::memcmp(from, from + 1, count - 1) == 0);
}

/// One line of pixels to one of modules; false when it is not of whole black and white modules in white.
bool sample(const std::uint8_t* line, int width, const Grid& grid, std::uint8_t* modules) {
  const auto pixels = static_cast<std::size_t>(grid.pixels);
  const int right = grid.left + grid.modules * grid.pixels;
  if (!all(line, static_cast<std::size_t>(grid.left), kWhite)) return false;
  if (!all(line + right, static_cast<std::size_t>(width - right), kWhite)) return false;
  const std::uint8_t* next = line + grid.left;
  for (int i = 0; i < grid.modules; ++i, next += pixels) {
    if ((*next != kBlack && *next != kWhite) || !all(next, pixels, *next)) return false;
    modules[i] = *next;
  }
  return true;
}

}  // namespace

std::optional<qr::GrayImage> module_grid(const qr::GrayImage& image) {
  const auto grid = grid_of(image);
  if (!grid) return std::nullopt;
  const auto width = static_cast<std::size_t>(image.width);
  const int side = grid->modules + 2 * kQuiet;
  qr::GrayImage out{side, side,
                    Bytes(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), kWhite)};

  const std::uint8_t* line = image.pixels.data();
  if (!all(line, width * static_cast<std::size_t>(grid->top), kWhite)) return std::nullopt;
  line += width * static_cast<std::size_t>(grid->top);
  for (int row = 0; row < grid->modules; ++row) {
    auto* modules = out.pixels.data() + (row + kQuiet) * side + kQuiet;
    if (!sample(line, image.width, *grid, modules)) return std::nullopt;
    // The other lines of this row of modules are the same line again.
    const auto repeated = width * static_cast<std::size_t>(grid->pixels - 1);
    if (std::memcmp(line, line + width, repeated) != 0) return std::nullopt;
    line += width + repeated;
  }
  const auto* end = image.pixels.data() + image.pixels.size();
  return all(line, static_cast<std::size_t>(end - line), kWhite) ? std::optional(std::move(out))
                                                                 : std::nullopt;
}

}  // namespace cred::verifier
