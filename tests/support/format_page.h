// SPDX-License-Identifier: Apache-2.0
// The ```hex blocks of a format's page, their remarks left out: examples that tests make and read.
#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "cred/codec/hex.h"
#include "support/source_dir.h"

namespace cred::test {

/// Every block of docs/formats/PAGE.md; at least one.
inline std::vector<Bytes> hex_blocks(const std::string& page) {
  std::ifstream in(source_file("docs/formats/" + page + ".md"));
  INFO(page);
  REQUIRE(in);
  std::vector<std::string> digits;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```")) {
      inside = line == "```hex";
      if (inside) digits.emplace_back();
      continue;
    }
    if (!inside) continue;
    for (const char c : line.substr(0, line.find(';')))
      if (c != ' ') digits.back() += c;
  }
  std::vector<Bytes> blocks;
  for (const auto& block : digits) {
    auto bytes = codec::from_hex(block);
    REQUIRE(bytes);
    blocks.push_back(std::move(*bytes));
  }
  REQUIRE_FALSE(blocks.empty());
  return blocks;
}

/// Of a page with one example.
inline Bytes example_of(const std::string& page) {
  const auto blocks = hex_blocks(page);
  REQUIRE(blocks.size() == 1);
  return blocks.front();
}

}  // namespace cred::test
