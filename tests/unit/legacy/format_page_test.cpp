// SPDX-License-Identifier: Apache-2.0
// The example of docs/formats/register.md, built from the values its words name.
#include <catch2/catch.hpp>
#include <fstream>

#include "cred/codec/hex.h"
#include "support/cards.h"
#include "support/source_dir.h"

namespace cred::test {

using namespace legacy;

namespace {

/// The ```hex blocks of the page, remarks and spaces left out.
std::vector<std::string> hex_blocks() {
  std::ifstream page(test::source_file("docs/formats/register.md"));
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("```")) {
      inside = line == "```hex";
      if (inside) blocks.emplace_back();
      continue;
    }
    if (!inside) continue;
    for (const char c : line.substr(0, line.find(';')))
      if (c != ' ') blocks.back().push_back(c);
  }
  return blocks;
}

}  // namespace

TEST_CASE("the example of the format's page is what is built from its words") {
  const auto blocks = hex_blocks();
  REQUIRE(blocks.size() == 3);
  Salt salt;
  Edition edition;
  for (std::uint8_t i = 0; i < 16; ++i) {
    salt[i] = i;
    edition[i] = static_cast<std::uint8_t>(16 + i);
  }
  Bytes page;
  Builder builder(edition, [&](BytesView block) { page = to_bytes(block); });
  REQUIRE(builder.add(*derive_card_key("110000202400216339", a_day("1998-09-04"), salt), card_record()));
  const auto pages = *builder.finish();
  const Header header{.version = 3,
                      .as_of = *instant_from_text("2026-01-15T04:00:00Z"),
                      .regions = {*Region::from_text("110000"), *Region::from_text("130000")},
                      .salt = salt,
                      .edition = edition,
                      .pages = pages.pages,
                      .cards = pages.cards,
                      .root = pages.root};
  CHECK(codec::to_hex(encode(header)) == blocks[0]);
  const BytesView view = page;
  CHECK(codec::to_hex(view.subspan(64, 16)) + codec::to_hex(view.subspan(1408, 32)) == blocks[1]);
  CHECK(codec::to_hex(legacy::encode(card_record())) == blocks[2]);
}

}  // namespace cred::test
