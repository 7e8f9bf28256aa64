// SPDX-License-Identifier: Apache-2.0
// The conditions under which pictures of codes are read, from clean to hard, and how often they are.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "verifier_image/degrade.h"

namespace cred::corpus {

struct Condition {
  std::string_view name;
  degrade::Photograph photograph;
  bool turned = false;   // by a random angle and seen from a random side
  bool certain = false;  // 100 % is demanded: clean, rotated, inverted
  int pictures = 4;      // a size of code and round: fewer where they are large
};

std::span<const Condition> conditions();

struct Recall {
  std::size_t pictures = 0, read = 0, wrong = 0;
  double milliseconds = 0;  // processor time of find_codes, all pictures
};

/// `harder` makes every number worse by so much: 1 is as the table says.
Recall measure(const Condition& condition, std::uint32_t seed, double harder = 1);

}  // namespace cred::corpus
