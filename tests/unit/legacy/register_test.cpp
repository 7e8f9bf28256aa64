// SPDX-License-Identifier: Apache-2.0
#include "cred/legacy/register.h"

#include <catch2/catch.hpp>

#include "legacy/merkle.h"
#include "support/authority.h"
#include "support/cards.h"

namespace cred::test {

using namespace legacy;

namespace {

/// A register opened as a verifier has it.
struct Opened {
  explicit Opened(const BuiltRegister& built)
      : file(built.unsigned_file()), tree(*check_pages(built.header, file)), cards(open(built.header)) {}
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  Register open(const Header& header) const {
    auto opened = Register::open(header, file, tree);
    REQUIRE(opened);
    return std::move(*opened);
  }

  Bytes file;
  Bytes tree;
  Register cards;
};

/// The tree as RFC 9162 2.1.1 writes it down.
crypto::Digest reference_root(std::span<const crypto::Digest> leaves) {
  if (leaves.empty()) return crypto::sha256({});
  if (leaves.size() == 1) return leaves[0];
  std::size_t split = 1;
  while (split * 2 < leaves.size()) split *= 2;
  const Bytes prefix = {1};
  return crypto::sha256({prefix, reference_root(leaves.first(split)), reference_root(leaves.subspan(split))});
}

}  // namespace

TEST_CASE("the tree is that of RFC 9162, and every leaf leads to its root") {
  std::vector<crypto::Digest> leaves;
  for (std::uint32_t n = 0; n < 34; ++n) {
    INFO(n << " leaves");
    const auto tree = build_tree(leaves);
    CHECK(tree.size() == tree_size(n));
    CHECK(root_of(tree) == reference_root(leaves));
    for (std::uint32_t i = 0; i < n; ++i) {
      CHECK(root_through(tree, n, i, leaves[i]) == reference_root(leaves));
      CHECK(root_through(tree, n, i, crypto::sha256(leaves[i])) != reference_root(leaves));
    }
    leaves.push_back(leaf_hash(n, as_bytes("page")));
  }
}

TEST_CASE("every card is found in registers of every fill, and no other") {
  // Around one page, two pages, and a tree that is not a power of two.
  for (const std::size_t count : {0u, 1u, 83u, 84u, 85u, 168u, 169u, 500u}) {
    INFO(count << " cards");
    const Opened opened(build_register(some_cards(count), kNow));
    CHECK(opened.cards.header().cards == count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto found = opened.cards.find(card_key(i));
      REQUIRE(found);
      REQUIRE(found->size() == 1);
      CHECK(found->front() == card_record());
    }
    for (std::size_t i = count; i < count + 50; ++i) CHECK(opened.cards.find(card_key(i))->empty());
  }
}

TEST_CASE("the lowest and the highest tag have their place") {
  CardKey lowest{};
  CardKey highest{};
  highest.tag.fill(0xff);
  auto cards = some_cards(200);
  cards.push_back({lowest, card_record()});
  cards.push_back({highest, card_record()});
  const Opened opened(build_register(cards, kNow));
  CHECK(opened.cards.find(lowest)->size() == 1);
  CHECK(opened.cards.find(highest)->size() == 1);
  const Opened without(build_register(some_cards(200), kNow));
  CHECK(without.cards.find(lowest)->empty());
  CHECK(without.cards.find(highest)->empty());
}

TEST_CASE("cards of one number come together, by sequence") {
  auto cards = some_cards(300);
  for (const auto sequence : {2, 3, 7}) {
    auto record = card_record();
    record.sequence = static_cast<std::uint8_t>(sequence);
    cards.push_back({card_key(5), record});
  }
  const Opened opened(build_register(cards, kNow));
  const auto found = *opened.cards.find(card_key(5));
  REQUIRE(found.size() == 4);
  CHECK(found[0].sequence == 1);
  CHECK(found[3].sequence == 7);
}

TEST_CASE("the right tag with another record key opens nothing that passes for a card") {
  const Opened opened(build_register(some_cards(10), kNow));
  std::size_t passed = 0;
  for (std::uint64_t i = 0; i < 200; ++i) {
    auto key = card_key(3);
    key.record_key = card_key(1000 + i).record_key;
    if (opened.cards.find(key)) ++passed;
  }
  CHECK(passed == 0);
}

TEST_CASE("a bit flipped anywhere on a page makes its cards unknown, and no others") {
  const auto built = build_register(some_cards(400), kNow);
  REQUIRE(built.header.pages >= 5);
  for (std::uint32_t page = 0; page < built.header.pages; ++page) {
    for (const std::size_t offset : {0u, 5u, 12u, 30u, 50u, 70u, 1500u, 4095u}) {
      INFO("page " << page << " octet " << offset);
      Opened opened(built);
      opened.file[(1 + page) * kBlock + offset] ^= 0x10;
      std::size_t unknown = 0;
      for (std::size_t i = 0; i < 400; ++i) {
        const auto found = opened.cards.find(card_key(i));
        if (found) {
          CHECK(found->size() == 1);
          continue;
        }
        CHECK(found.error().reason == Reason::kStatusListMissing);
        ++unknown;
      }
      CHECK(unknown > 0);
      CHECK(unknown < 400);
      CHECK(check_pages(built.header, opened.file).error().reason == Reason::kClaims);
    }
  }
}

TEST_CASE("a bit flipped in the tree makes cards unknown, never others of them") {
  const auto built = build_register(some_cards(400), kNow);
  const auto octets = tree_size(built.header.pages);
  for (std::size_t at = 0; at < octets; at += 31) {
    Opened opened(built);
    opened.tree[at] ^= 1;
    for (std::size_t i = 0; i < 400; i += 20) {
      const auto found = opened.cards.find(card_key(i));
      CHECK((found ? found->size() == 1 : found.error().reason == Reason::kStatusListMissing));
    }
  }
}

TEST_CASE("a register opens only with a file and a tree of its size") {
  const auto built = build_register(some_cards(100), kNow);
  const Opened opened(built);
  const BytesView file = opened.file;
  const BytesView tree = opened.tree;
  CHECK(Register::open(built.header, file, tree));
  CHECK(!Register::open(built.header, file.first(file.size() - 1), tree));
  CHECK(!Register::open(built.header, file.first(kBlock), tree));
  CHECK(!Register::open(built.header, file, tree.first(tree.size() - 32)));
  CHECK(!Register::open(built.header, file, {}));
}

TEST_CASE("a header reads as it was signed, and in no other form") {
  const Authority authority;
  const auto built = build_register(some_cards(3), kNow, 7);
  const auto parse = [&](BytesView payload, cose::Typ typ = cose::Typ::kRegister) {
    const auto message = *cose::sign1(typ, payload, *authority.register_key);
    auto parsed = cose::Sign1::parse(message);
    const auto verified = std::move(*parsed).verify(authority.register_key->public_key());
    return Header::parse(*verified);
  };
  const auto header = parse(encode(built.header));
  REQUIRE(header);
  CHECK(encode(*header) == encode(built.header));
  CHECK(header->version == 7);
  CHECK(parse(encode(built.header), cose::Typ::kHead).error().reason == Reason::kTyp);

  struct Row {
    const char* what;
    std::function<void(Header&)> spoil;
  };
  const auto region = [](std::uint64_t number) { return *Region::from_number(number, Reason::kRequest); };
  for (const auto& row : std::vector<Row>{
           {"version 0", [](auto& h) { h.version = 0; }},
           {"no region", [](auto& h) { h.regions.clear(); }},
           {"a region twice", [&](auto& h) { h.regions = {region(110000), region(110000)}; }},
           {"regions not ascending", [&](auto& h) { h.regions = {region(120000), region(110000)}; }},
           {"more pages than cards", [](auto& h) { h.pages = 4; }},
           {"more cards than places", [](auto& h) { h.cards = 85; }},
           {"cards without a page", [](auto& h) { h.pages = 0; }},
           {"more pages than a member holds",
            [](auto& h) {
              h.pages = kMaxPages + 1;
              h.cards = kMaxCards;
            }},
           {"more than 2^24 cards",
            [](auto& h) {
              h.pages = kMaxPages;
              h.cards = kMaxCards + 1;
            }},
       }) {
    INFO(row.what);
    auto spoiled = built.header;
    row.spoil(spoiled);
    const auto parsed = parse(encode(spoiled));
    REQUIRE(!parsed);
    CHECK(parsed.error().reason == Reason::kClaims);
  }
}

}  // namespace cred::test
