// SPDX-License-Identifier: Apache-2.0
// A QR symbol as PNG, SVG and terminal text. PNG: 1 bit, 8 pixels a module, quiet zone 4 modules.
#pragma once

#include <string>

#include "cli/failure.h"
#include "cred/base/bytes.h"
#include "cred/qr/symbol.h"

namespace cred::cli {

inline constexpr int kPixelsPerModule = 8;
inline constexpr double kMillimetresPerModule = 0.4;  // printed size: recommended, docs/operations.md

/// Side of the printed symbol with its quiet zone, in millimetres.
double printed_size_mm(const qr::Symbol& symbol);

Outcome<Bytes> to_png(const qr::Symbol& symbol);
/// A self-contained SVG of the printed size, one path.
std::string to_svg(const qr::Symbol& symbol);
/// Half blocks, two modules a character, dark on light whatever the terminal's colours (uses escape sequences
/// only when `colour`; otherwise inverted blocks with a quiet zone).
std::string to_terminal(const qr::Symbol& symbol, bool colour);

}  // namespace cred::cli
