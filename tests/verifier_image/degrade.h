// SPDX-License-Identifier: Apache-2.0
// What happens to a code between the printer and the picture file: one photograph, described by numbers and
// made from a seed. Same numbers, same seed, same picture.
#pragma once

#include "cred/qr/scan.h"
#include "cred/qr/symbol.h"

namespace cred::degrade {

struct Photograph {
  // The code in the frame.
  double module = 4;          // pixels
  double quiet = 4;           // modules of white around it
  double turn = 0;            // degrees
  double tilt = 0;            // by how much the far side is shorter than the near one, 0.2: by a fifth
  double tilt_from = 0;       // degrees: which side is far
  double waves = 0;           // modules: paper that does not lie flat
  int width = 0, height = 0;  // of the frame; 0: as large as the code needs
  bool clutter = false;       // text lines, boxes and pictures around it
  bool dark_page = false;     // a white card on a dark screen, with round corners
  // The lens.
  double blur = 0;         // modules: sigma out of focus
  double motion = 0;       // modules: length of a sideways shake
  double screen_grid = 0;  // 0..1: how strongly the grid of a screen shows (moiré)
  // The light.
  double dark = 0, light = 255;  // grey of ink and paper
  double falloff = 0;            // 0..1: how much darker one corner is
  double shadow = 0;             // 0..1: an edge of shadow across the code
  double glare = 0;              // 0..1: a bright spot
  double noise = 0;              // sigma, grey values
  // Damage.
  double blots = 0;  // share of the code's area
  // The file.
  bool inverted = false;
  bool mirrored = false;
  bool one_bit = false;  // fax, black and white scanner
  int jpeg = 0;          // quality; 0: not compressed
};

qr::GrayImage picture(const qr::Symbol& symbol, const Photograph& photograph, std::uint32_t seed);

}  // namespace cred::degrade
