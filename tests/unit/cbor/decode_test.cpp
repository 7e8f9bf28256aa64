// SPDX-License-Identifier: Apache-2.0
#include "cred/cbor/decode.h"

#include <catch2/catch.hpp>
#include <limits>
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

TEST_CASE("no limits reach deeper than sixteen levels") {
  const Limits deep{.max_bytes = 1000,
                    .max_items = 1000,
                    .max_depth = 1000,
                    .deterministic = false,
                    .own_types_only = false};
  const auto nested = [](std::size_t levels) {
    Bytes bytes(levels, 0x9f);  // open-ended, around a string in chunks
    append(bytes, hex("7f6161ff"));
    bytes.insert(bytes.end(), levels, 0xff);
    return bytes;
  };
  CHECK(reason(nested(16), deep) == "accepted");
  CHECK(reason(nested(17), deep) == "cbor");
  CHECK(reason(nested(16), Limits::foreign(1000)) == "accepted");
  CHECK(reason(Bytes(1000, 0x9f), deep) == "cbor");
  CHECK(reason(Bytes(1000, 0x5f), deep) == "cbor");
  CHECK(reason(Bytes(1000, 0xd2), deep) == "cbor");
}

TEST_CASE("deterministic means shortest floats and bignums only where they are needed") {
  const auto [what, text, expected] = GENERATE(table<const char*, const char*, const char*>({
      {"half", "f93c00", "accepted"},
      {"1.0 in four octets", "fa3f800000", "not-deterministic"},
      {"1.0 in eight octets", "fb3ff0000000000000", "not-deterministic"},
      {"float that needs four", "fa47c35000", "accepted"},
      {"double that needs eight", "fb3ff199999999999a", "accepted"},
      {"smallest half", "f90001", "accepted"},
      {"smallest half in four", "fa33800000", "not-deterministic"},
      {"half of the smallest half", "fa33000000", "accepted"},
      {"largest half in four", "fa477fe000", "not-deterministic"},
      {"above the largest half", "fa47800000", "accepted"},
      {"infinity in four", "fa7f800000", "not-deterministic"},
      {"NaN", "f97e00", "accepted"},
      {"NaN in four", "fa7fc00000", "not-deterministic"},
      {"NaN in eight", "fb7ff8000000000000", "not-deterministic"},
      {"bignum 2^64", "c249010000000000000000", "accepted"},
      {"bignum -2^64-1", "c349010000000000000000", "accepted"},
      {"bignum that fits", "c248ffffffffffffffff", "not-deterministic"},
      {"bignum with leading zero", "c24a00010000000000000000", "not-deterministic"},
      {"empty bignum", "c240", "not-deterministic"},
      {"tag 2 around a number", "c201", "not-deterministic"},
      {"tag 2 around a text", "c269616161616161616161", "not-deterministic"},
      {"null", "f6", "accepted"},
      {"tag 0", "c06161", "accepted"},
  }));
  CAPTURE(what);
  CHECK(reason(hex(text), Limits::deterministic_foreign(1000)) == expected);
}

TEST_CASE("the foreign reader minds well-formedness, whatever the encoding") {
  const auto* text =
      GENERATE("ff", "81ff", "8201ff", "a1ff", "a101ff", "bf01ff", "c0ff", "9f", "9f01", "5f", "5f01ff",
               "5f5fffff", "5f6161ff", "7f4161ff", "5f4101", "1f", "3f", "df", "fc", "fd", "fe", "f800",
               "f81f", "f8", "d8", "19ff", "1aff", "f9", "fa0000", "9f81ff00", "bf9fff");
  CAPTURE(text);
  CHECK(reason(hex(text), Limits::foreign(1000)) == "cbor");
}

TEST_CASE("the fault nearest the beginning decides, and its place is named") {
  const auto detail = [](const char* text) { return decode(hex(text), Limits::own(100)).error().detail; };
  CHECK(detail("8301180161ff") == "not the shortest form at octet 2");
  CHECK(detail("83f61801ff") == "a simple value that is neither a boolean nor 59 at octet 1");
  CHECK(detail("a3010002000100") == "a key out of order at octet 5");
  CHECK(detail("0102") == "trailing octets at octet 1");
  CHECK(detail("8261ff1801") == "a text that is not UTF-8 at octet 1");
  CHECK(detail("811c") == "not well-formed at octet 1");
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

TEST_CASE("children of every kind of parent, indefinite ones too") {
  const auto shown = [](const char* text) {
    const auto bytes = hex(text);
    const auto item = *decode(bytes, Limits::foreign(100));
    std::string all;
    Children children(item);
    while (const auto child = children.next()) all += codec::to_hex(child->encoded()) + " ";
    return all;
  };
  CHECK(shown("80") == "");
  CHECK(shown("9fff") == "");
  CHECK(shown("9f019f02ff03ff") == "01 9f02ff 03 ");
  CHECK(shown("a2016161028102") == "01 6161 02 8102 ");
  CHECK(shown("bf01bf0203ff7f6161ffa0ff") == "01 bf0203ff 7f6161ff a0 ");
  CHECK(shown("d28201d303") == "8201d303 ");
  CHECK(shown("05") == "");
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
  const auto least = hex("3b7fffffffffffffff");
  CHECK(decode(least, Limits::own(10))->integer() == std::numeric_limits<std::int64_t>::min());
  const auto tagged = hex("d2f83b");
  const auto tag = *decode(tagged, Limits::own(10));
  CHECK(tag.tag() == 18u);
  CHECK(tag.tagged().simple() == 59);
  CHECK_FALSE(tag.count());
  const auto chunks = hex("5f4101ff");
  CHECK_FALSE(decode(chunks, Limits::foreign(10))->bytes());
}

}  // namespace
}  // namespace cred::cbor
