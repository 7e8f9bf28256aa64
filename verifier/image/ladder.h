// SPDX-License-Identifier: Apache-2.0
// The retry ladder: what is tried, in this order, when a picture of full contrast shows no code at first
// sight. The first stage that finds something ends it. No stage can invent a text: error correction and the
// signature stand behind each.
#pragma once

#include <span>
#include <string_view>

#include "cred/qr/scan.h"

namespace cred::verifier {

struct Stage {
  std::string_view name;
  bool (*applies)(const qr::GrayImage& image);
  qr::GrayImage (*adjust)(const qr::GrayImage& image);
  qr::Threshold threshold;
};

std::span<const Stage> ladder();

}  // namespace cred::verifier
