// SPDX-License-Identifier: Apache-2.0
#include "cred/cbor/decode.h"

#include <catch2/catch.hpp>
#include <string>

#include "cred/cbor/encode.h"
#include "cred/codec/hex.h"

namespace cred::cbor {
namespace {

Bytes hex(const std::string& text) {
  return *codec::from_hex(text);
}

std::string reason(const Bytes& bytes, const Limits& limits) {
  const auto item = decode(bytes, limits);
  return item ? "accepted" : std::string(word(item.error().reason));
}

TEST_CASE("our reader takes deterministic CBOR of our types and says what is wrong with anything else") {
  const auto [what, text, expected] = GENERATE(table<const char*, const char*, const char*>({
      {"map of ours", "a20101636162638118ff", "accepted"},
      {"redaction key", "a1f83b80", "accepted"},
      {"tag 18", "d28441a0a0404100", "accepted"},
      {"tag 98", "d862820102", "accepted"},
      {"false", "f4", "accepted"},
      {"true", "f5", "accepted"},
      {"null", "f6", "cbor"},
      {"undefined", "f7", "cbor"},
      {"simple(0)", "e0", "cbor"},
      {"simple(60)", "f83c", "cbor"},
      {"half float", "f93c00", "cbor"},
      {"double", "fb3ff199999999999a", "cbor"},
      {"bignum", "c249010000000000000000", "cbor"},
      {"tag 17", "d1820102", "cbor"},
      {"tag 61", "d83d00", "cbor"},
      {"long uint", "1801", "not-deterministic"},
      {"long length", "580141", "not-deterministic"},
      {"long tag", "d81280", "not-deterministic"},
      {"indefinite array", "9fff", "not-deterministic"},
      {"indefinite string", "5f4101ff", "not-deterministic"},
      {"unsorted keys", "a202010102", "not-deterministic"},
      {"longer text key first", "a262616101616202", "not-deterministic"},
      {"duplicate key", "a201010102", "cbor"},
      {"duplicate text key", "a2616101616102", "cbor"},
      {"trailing octet", "0000", "cbor"},
      {"empty", "", "cbor"},
      {"lone break", "ff", "cbor"},
      {"reserved head", "1c", "cbor"},
      {"cut short", "8201", "cbor"},
      {"invalid UTF-8", "61ff", "cbor"},
      {"surrogate in text", "63eda080", "cbor"},
      {"count 2^64-1", "9bffffffffffffffff", "cbor"},
      {"map of 2^63 pairs", "bb8000000000000000", "cbor"},
      {"byte string of 2^64-1", "5bffffffffffffffff", "cbor"},
      {"text of 2^63-1", "7b7fffffffffffffff", "cbor"},
  }));
  CAPTURE(what);
  CHECK(reason(hex(text), Limits::own(1000)) == expected);
}

TEST_CASE("depth counts arrays, maps and tags, and eight is the last") {
  CHECK(reason(hex("818181818181818100"), Limits::own(100)) == "accepted");
  CHECK(reason(hex("81818181818181818100"), Limits::own(100)) == "cbor");
  CHECK(reason(hex("d2818181818181818100"), Limits::own(100)) == "cbor");
  CHECK(reason(hex("a101a101a101a101a101a101a101a10100"), Limits::own(100)) == "accepted");
  CHECK(reason(Bytes(100'000, 0x81), Limits::own(100'000)) == "cbor");
}

TEST_CASE("size and items have named limits") {
  CHECK(reason(hex("83010203"), Limits::own(4)) == "accepted");
  CHECK(reason(hex("83010203"), Limits::own(3)) == "cbor");
  CHECK(reason(hex("83010203"), {.max_bytes = 100,
                                 .max_items = 3,
                                 .max_depth = 8,
                                 .deterministic = true,
                                 .own_types_only = true}) == "cbor");
}

TEST_CASE("every truncation of a token-like item is refused") {
  Encoder out;
  out.tag(18).array(4).bytes(hex("a10132")).map(0).bytes(hex("a2016341424304190760")).bytes(Bytes(64, 7));
  const auto token = out.take();
  CHECK(reason(token, Limits::own(1000)) == "accepted");
  for (std::size_t size = 0; size < token.size(); ++size) {
    REQUIRE(reason(Bytes(token.begin(), token.begin() + static_cast<std::ptrdiff_t>(size)),
                   Limits::own(1000)) == "cbor");
  }
}

TEST_CASE("the foreign reader takes other encodings but no duplicate key in any of them") {
  CHECK(reason(hex("bf0102ff"), Limits::foreign(100)) == "accepted");
  CHECK(reason(hex("a202010102"), Limits::foreign(100)) == "accepted");
  CHECK(reason(hex("a20601180602"), Limits::foreign(100)) == "cbor");
  CHECK(reason(hex("bf01020103ff"), Limits::foreign(100)) == "cbor");
  CHECK(reason(hex("bf01ff"), Limits::foreign(100)) == "cbor");
  CHECK(reason(hex("5f6161ff"), Limits::foreign(100)) == "cbor");
}

TEST_CASE("children come in order and whole") {
  const auto bytes = hex("83018202036161");
  const auto item = decode(bytes, Limits::own(100));
  REQUIRE(item);
  Children children(*item);
  CHECK(children.next()->uint() == 1u);
  CHECK(children.next()->count() == 2u);
  CHECK(children.next()->text() == "a");
  CHECK_FALSE(children.next());
}

TEST_CASE("an item answers only for its own type") {
  const auto number = hex("3863");
  const auto item = *decode(number, Limits::own(10));
  CHECK(item.integer() == -100);
  CHECK_FALSE(item.uint());
  CHECK_FALSE(item.text());
  CHECK_FALSE(item.bytes());
  CHECK_FALSE(item.boolean());
  const auto largest = hex("3bffffffffffffffff");
  CHECK_FALSE(decode(largest, Limits::own(10))->integer());
}

}  // namespace
}  // namespace cred::cbor
