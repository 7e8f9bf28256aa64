// SPDX-License-Identifier: Apache-2.0
#include "cli/picture/render.h"

#include <fmt/format.h>

namespace cred::cli {

namespace {

int side_with_quiet_zone(const qr::Symbol& symbol) {
  return symbol.modules() + 2 * qr::kQuietZone;
}

// In coordinates that include the quiet zone; beyond the edge it is paper, so light.
bool dark(const qr::Symbol& symbol, int row, int column) {
  row -= qr::kQuietZone;
  column -= qr::kQuietZone;
  const int side = symbol.modules();
  return row >= 0 && column >= 0 && row < side && column < side && symbol.dark(row, column);
}

// A rectangle one module high for every run of dark modules.
std::string path_of(const qr::Symbol& symbol) {
  std::string path;
  const int side = side_with_quiet_zone(symbol);
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      if (!dark(symbol, row, column)) continue;
      const int first = column;
      while (dark(symbol, row, column)) ++column;
      path += fmt::format("M{} {}h{}v1h-{}z", first, row, column - first, column - first);
    }
  }
  return path;
}

}  // namespace

double printed_size_mm(const qr::Symbol& symbol) {
  return side_with_quiet_zone(symbol) * kMillimetresPerModule;
}

std::string to_svg(const qr::Symbol& symbol) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.1f}mm\" height=\"{0:.1f}mm\" viewBox=\"0 0 {1} "
      "{1}\" "
      "role=\"img\" shape-rendering=\"crispEdges\">\n"
      "<title>QR code, version {2}-{3}</title>\n"
      "<rect width=\"{1}\" height=\"{1}\" fill=\"#fff\"/>\n"
      "<path fill=\"#000\" d=\"{4}\"/>\n"
      "</svg>\n",
      printed_size_mm(symbol), side_with_quiet_zone(symbol), symbol.version(),
      symbol.level() == qr::Level::kL ? "L" : "M", path_of(symbol));
}

std::string to_terminal(const qr::Symbol& symbol, bool colour) {
  // The ink is dark where colours can be set. Where they cannot, most terminals write light on dark: the ink
  // is light.
  const bool ink = colour;
  const int side = side_with_quiet_zone(symbol);
  std::string text;
  for (int row = 0; row < side; row += 2) {
    if (colour)
      text += "\033[38;5;16;48;5;231m";  // of the fixed palette: a theme cannot turn black into grey
    for (int column = 0; column < side; ++column) {
      const bool upper = dark(symbol, row, column) == ink;
      const bool lower = dark(symbol, row + 1, column) == ink;
      text += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
    }
    text += colour ? "\033[0m\n" : "\n";
  }
  return text;
}

}  // namespace cred::cli
