// SPDX-License-Identifier: Apache-2.0
// The example of docs/formats/register.md, built from the values its words name.
#include <catch2/catch.hpp>

#include "support/cards.h"
#include "support/format_page.h"

namespace cred::test {

using namespace legacy;

TEST_CASE("the example of the format's page is what is built from its words") {
  const auto blocks = hex_blocks("register");
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
  CHECK(encode(header) == blocks[0]);
  const BytesView view = page;
  auto tag_and_record = to_bytes(view.subspan(64, 16));
  append(tag_and_record, view.subspan(1408, 32));
  CHECK(tag_and_record == blocks[1]);
  CHECK(equal(legacy::encode(card_record()), blocks[2]));
}

}  // namespace cred::test
