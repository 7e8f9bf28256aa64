// SPDX-License-Identifier: Apache-2.0
// Pages that an authority could sign by mistake, or a thief of its key on purpose: each rule of the form
// broken once, with a header that fits the broken pages in every other way.
#include <catch2/catch.hpp>
#include <functional>

#include "legacy/merkle.h"
#include "legacy/octets.h"
#include "legacy/page.h"
#include "support/authority.h"
#include "support/cards.h"

namespace cred::test {

using namespace legacy;

namespace {

Bytes tree_of(const Bytes& pages) {
  std::vector<crypto::Digest> leaves;
  for (std::uint32_t n = 0; n < pages.size() / kBlock; ++n)
    leaves.push_back(leaf_hash(n, BytesView(pages).subspan(n * kBlock, kBlock)));
  return build_tree(leaves);
}

/// The header made to agree with whatever the pages are now.
Header refitted(Header header, const Bytes& pages) {
  header.pages = static_cast<std::uint32_t>(pages.size() / kBlock);
  header.root = root_of(tree_of(pages));
  return header;
}

Bytes file_of(const Bytes& pages) {
  Bytes file(kBlock);
  append(file, pages);
  return file;
}

struct Row {
  const char* what;
  std::function<void(Bytes& pages, Header& header)> spoil;
};

std::span<std::uint8_t> page(Bytes& pages, std::size_t number) {
  return std::span(pages).subspan(number * kBlock, kBlock);
}

void swap_octets(std::span<std::uint8_t> a, std::span<std::uint8_t> b) {
  std::swap_ranges(a.begin(), a.end(), b.begin());
}

}  // namespace

TEST_CASE("each rule of a page, broken once, refuses the register although its hashes are right") {
  const auto built = build_register(some_cards(300), kNow);
  REQUIRE(built.header.pages == 4);
  REQUIRE(check_pages(refitted(built.header, built.pages), file_of(built.pages)));
  for (const auto& row : std::vector<Row>{
           {"another page number", [](auto& p, auto&) { write_u32(page(p, 1), 2); }},
           {"count 0", [](auto& p, auto&) { write_u16(page(p, 1).subspan(4), 0); }},
           {"a page without cards",
            [](auto& p, auto& h) {
              std::ranges::fill(page(p, 0).subspan(64), std::uint8_t{0});
              write_u16(page(p, 0).subspan(4), 0);
              h.cards -= 84;
            }},
           {"ranges that begin again after ff",
            [](auto& p, auto&) {
              std::ranges::fill(page(p, 0).subspan(24, 16), std::uint8_t{0xff});
              std::ranges::fill(page(p, 1).subspan(8, 16), std::uint8_t{0});
            }},
           {"count 85", [](auto& p, auto&) { write_u16(page(p, 1).subspan(4), 85); }},
           {"count 65535", [](auto& p, auto&) { write_u16(page(p, 1).subspan(4), 65535); }},
           {"a count below what stands there", [](auto& p, auto&) { write_u16(page(p, 1).subspan(4), 83); }},
           {"something in the gap", [](auto& p, auto&) { page(p, 1)[6] = 1; }},
           {"something before the tags", [](auto& p, auto&) { page(p, 1)[63] = 1; }},
           {"something in an unused tag", [](auto& p, auto&) { page(p, 3)[64 + 83 * 16] = 1; }},
           {"something in an unused record", [](auto& p, auto&) { page(p, 3)[4095] = 1; }},
           {"a first range that does not begin at 0", [](auto& p, auto&) { page(p, 0)[23] = 1; }},
           {"a last range that does not end at ff", [](auto& p, auto&) { page(p, 3)[39] = 0xfe; }},
           {"a gap between two ranges",
            [](auto& p, auto&) {
              std::ranges::copy(page(p, 1).subspan(64, 16), page(p, 1).subspan(8).begin());
              page(p, 1)[23] ^= 1;
            }},
           {"ranges that overlap", [](auto& p, auto&) { page(p, 1)[8] = 0; }},
           {"a range whose end is before its beginning", [](auto& p, auto&) { page(p, 1)[24] = 0; }},
           {"a tag below its range", [](auto& p, auto&) { page(p, 1)[64] = 0; }},
           {"a tag above its range", [](auto& p, auto&) { page(p, 1)[64 + 83 * 16] = 0xff; }},
           {"tags not ascending",
            [](auto& p, auto&) { swap_octets(page(p, 1).subspan(64, 16), page(p, 1).subspan(80, 16)); }},
           {"two pages changed places", [](auto& p, auto&) { swap_octets(page(p, 1), page(p, 2)); }},
           {"a page left out", [](auto& p, auto&) { p.erase(p.begin() + kBlock, p.begin() + 2 * kBlock); }},
           {"a page twice",
            [](auto& p, auto&) {
              const Bytes last(p.end() - kBlock, p.end());
              append(p, last);
            }},
           {"fewer cards than the header says", [](auto&, auto& h) { ++h.cards; }},
           {"more cards than the header says", [](auto&, auto& h) { --h.cards; }},
       }) {
    INFO(row.what);
    auto pages = built.pages;
    auto header = built.header;
    row.spoil(pages, header);
    const auto tree = check_pages(refitted(header, pages), file_of(pages));
    REQUIRE(!tree);
    CHECK(tree.error().reason == Reason::kClaims);
  }
}

TEST_CASE("pages of another register are not those the header names") {
  const auto one = build_register(some_cards(300), kNow);
  const auto other = build_register(some_cards(300), kNow, 1, {}, "another edition");
  auto mixed = one.pages;
  std::ranges::copy(other.page(2), page(mixed, 2).begin());
  CHECK(check_pages(one.header, file_of(mixed)).error().reason == Reason::kClaims);
}

TEST_CASE("a register file cut short or with more behind it is refused") {
  const auto built = build_register(some_cards(300), kNow);
  const auto file = built.unsigned_file();
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, kBlock - 1, kBlock, 2 * kBlock, file.size() - 1}) {
    INFO(size << " octets");
    CHECK(!check_pages(built.header, BytesView(file).first(size)));
  }
  auto longer = file;
  longer.push_back(0);
  CHECK(!check_pages(built.header, longer));
  longer.resize(file.size() + kBlock);
  CHECK(!check_pages(built.header, longer));
}

TEST_CASE("a header block in another form is refused") {
  const auto good = *header_block(Bytes(100, 1));
  REQUIRE(header_message(good));
  const auto with = [&](std::size_t at, std::uint8_t octet) {
    auto block = good;
    block[at] = octet;
    return header_message(block);
  };
  CHECK(!with(0, 'X'));    // magic
  CHECK(!with(7, 1));      // its zero
  CHECK(!with(8, 1));      // a length of 16 MiB
  CHECK(!with(10, 0x10));  // a length beyond the block
  CHECK(!with(11, 99));    // an octet less than the message has
  CHECK(!with(4095, 1));   // something behind
  CHECK(!header_message(BytesView(good).first(kBlock - 1)));
  CHECK(!header_message({}));
  auto longer = good;
  longer.push_back(0);
  CHECK(!header_message(longer));
}

TEST_CASE("a page answers only for its range, though the hashes of a wrong one are right") {
  const auto built = build_register(some_cards(300), kNow);
  const auto found = [&](const Bytes& pages, const Tag& tag) {
    const auto file = file_of(pages);
    const auto tree = tree_of(pages);
    const auto cards = Register::open(refitted(built.header, pages), file, tree);
    REQUIRE(cards);
    const auto answer = cards->find({tag, {}});
    return answer ? std::to_string(answer->size()) : std::string(word(answer.error().reason));
  };
  for (const std::size_t number : {0u, 3u}) {
    INFO("page " << number);
    // Its range ends with its last card; the tag behind that is nobody's, and now in no page's range.
    auto pages = built.pages;
    const auto count = read_u16(page(pages, number).subspan(4));
    const auto last = page(pages, number).subspan(64 + (count - 1) * sizeof(Tag), sizeof(Tag));
    Tag behind;
    std::ranges::copy(last, behind.begin());
    REQUIRE(increment(behind));
    CHECK(found(pages, behind) == "0");
    std::ranges::copy(last, page(pages, number).subspan(24).begin());
    CHECK(found(pages, behind) == "status-list-missing");
  }
}

TEST_CASE("a register with two cards of one number and sequence answers for neither") {
  auto second = card_record();
  second.sequence = 2;
  const auto built = build_register({{card_key(1), card_record()}, {card_key(1), second}}, kNow);
  const auto found = [&](const Bytes& pages) {
    const auto file = file_of(pages);
    const auto tree = tree_of(pages);
    return Register::open(refitted(built.header, pages), file, tree)->find(card_key(1));
  };
  REQUIRE(found(built.pages)->size() == 2);
  auto pages = built.pages;
  auto again = encode(card_record());
  apply_cipher(again, card_key(1).record_key, built.header.edition, 0, 1);
  std::ranges::copy(again, page(pages, 0).subspan(layout::kRecords + kRecordSize).begin());
  CHECK(found(pages).error().reason == Reason::kClaims);
}

}  // namespace cred::test
