// SPDX-License-Identifier: Apache-2.0
#include "cred/legacy/builder.h"

#include <catch2/catch.hpp>

#include "support/authority.h"
#include "support/cards.h"

namespace cred::test {

using namespace legacy;

namespace {

CardKey key_of(std::uint8_t first) {
  CardKey key = card_key(1);
  key.tag.fill(0);
  key.tag[0] = first;
  return key;
}

Record numbered(std::uint8_t sequence) {
  auto record = card_record();
  record.sequence = sequence;
  return record;
}

}  // namespace

TEST_CASE("the same cards and edition give the same octets, another edition others") {
  const auto one = build_register(some_cards(200), kNow);
  CHECK(build_register(some_cards(200), kNow).pages == one.pages);
  const auto other = build_register(some_cards(200), kNow, 1, {}, "another edition");
  CHECK(other.pages != one.pages);
  // The tags stay where they were; every record is encrypted anew.
  const auto tags = [](const BuiltRegister& built) {
    return to_bytes(BytesView(built.pages).subspan(64, 84 * 16));
  };
  CHECK(tags(one) == tags(other));
  for (std::size_t slot = 0; slot < 84; ++slot) {
    const auto record = [&](const BuiltRegister& built) {
      return BytesView(built.pages).subspan(1408 + slot * 32, 32);
    };
    CHECK(!equal(record(one), record(other)));
  }
}

TEST_CASE("pages are filled, so a register is little more than its records and tags") {
  const auto built = build_register(some_cards(10'000), kNow);
  const double octets = static_cast<double>(built.pages.size() + kBlock);
  CHECK(octets / (10'000 * 48) <= 1.25);
}

TEST_CASE("cards of one number are never cut apart by the end of a page") {
  Bytes pages;
  Builder builder({}, [&](BytesView page) { append(pages, page); });
  for (std::uint8_t i = 0; i < 80; ++i) REQUIRE(builder.add(key_of(i), numbered(1)));
  for (std::uint8_t i = 1; i <= 10; ++i) REQUIRE(builder.add(key_of(200), numbered(i)));
  REQUIRE(builder.add(key_of(201), numbered(1)));
  CHECK(builder.finish()->pages == 2);
  CHECK(pages[5] == 80);
  CHECK(pages[kBlock + 5] == 11);
}

TEST_CASE("what no register can hold is refused with a reason") {
  Builder builder({}, [](BytesView) {});
  REQUIRE(builder.add(key_of(5), numbered(2)));
  CHECK(builder.add(key_of(4), numbered(1)).error().reason == Reason::kRequest);
  CHECK(builder.add(key_of(5), numbered(2)).error().reason == Reason::kRequest);
  CHECK(builder.add(key_of(5), numbered(1)).error().reason == Reason::kRequest);
  auto same_tag = key_of(5);
  same_tag.record_key[0] ^= 1;
  CHECK(builder.add(same_tag, numbered(3)).error().reason == Reason::kRequest);
  CHECK(builder.add(key_of(6), numbered(0)).error().reason == Reason::kClaims);
  for (std::uint8_t i = 3; i < 86; ++i) REQUIRE(builder.add(key_of(5), numbered(i)));
  CHECK(builder.add(key_of(5), numbered(86)).error().reason == Reason::kRequest);
  REQUIRE(builder.add(key_of(6), numbered(1)));
  CHECK(builder.finish()->cards == 85);
}

TEST_CASE("the header block holds the signed header and nothing else") {
  const Bytes message(100, 0xab);
  const auto block = *header_block(message);
  CHECK(block.size() == kBlock);
  CHECK(equal(*header_message(block), message));
  CHECK(header_block(Bytes(kMaxHeaderMessage, 1)));
  CHECK(equal(*header_message(*header_block(Bytes(kMaxHeaderMessage, 1))), Bytes(kMaxHeaderMessage, 1)));
  CHECK(!header_block(Bytes(kMaxHeaderMessage + 1, 1)));
}

}  // namespace cred::test
