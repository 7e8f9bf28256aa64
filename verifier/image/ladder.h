// SPDX-License-Identifier: Apache-2.0
// How a code is looked for: a list of stages, cheapest first. The first that finds something ends it, and so
// does kSearchTime. No stage can invent a text: error correction and the signature stand behind each.
#pragma once

#include <span>
#include <string_view>

#include "cred/qr/scan.h"

namespace cred::verifier {

// Processor time for one picture. Leaves a second of the two that a picture may take for decoding and for
// slow machines.
inline constexpr double kSearchSeconds = 1.0;
// For a page of a PDF: there are many, most show no code, and each is drawn for us without a lens between.
inline constexpr double kPageSeconds = 0.25;

struct Stage {
  std::string_view name;
  bool (*applies)(const qr::GrayImage& image);
  qr::GrayImage (*adjust)(const qr::GrayImage& image);
  qr::Threshold threshold;
  qr::Effort effort;
};

/// For a picture as it came, then for one that the first look did not find.
std::span<const Stage> first_stages();
std::span<const Stage> hard_stages();

}  // namespace cred::verifier
