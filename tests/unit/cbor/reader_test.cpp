// SPDX-License-Identifier: Apache-2.0
#include "cred/cbor/reader.h"

#include <catch2/catch.hpp>
#include <string>

#include "cred/codec/hex.h"

namespace cred::cbor {
namespace {

struct Decoded {
  explicit Decoded(const std::string& hex)
      : bytes(*codec::from_hex(hex)), item(*decode(bytes, Limits::own(10'000))) {}
  Bytes bytes;
  Item item;
};

TEST_CASE("a closed map is read member by member") {
  const Decoded map("a4010502616103420102636c7374f5");
  MapReader in(map.item, "example", Reason::kClaims);
  CHECK(in.required_uint(1) == 5);
  CHECK(in.required_text(2) == "a");
  CHECK(in.required_bytes(3, 2).size() == 2);
  CHECK(in.required_boolean("lst"));
  CHECK_FALSE(in.optional(9));
  CHECK(in.finish());
}

TEST_CASE("the first fault is kept and later ones do not hide it") {
  const Decoded map("a10105");
  MapReader in(map.item, "example", Reason::kHeader);
  CHECK(in.required_text(1).empty());
  CHECK(in.required_uint(7) == 0);
  const auto finished = in.finish();
  REQUIRE_FALSE(finished);
  CHECK(finished.error().reason == Reason::kHeader);
  CHECK(finished.error().detail == "example: key 1 is no text");
}

TEST_CASE("missing, of another type, of another size, too large or left over: each is a fault") {
  const Decoded map("a201190100024101");
  const auto fails = [&](auto take) {
    MapReader in(map.item, "example", Reason::kClaims);
    take(in);
    return !in.finish();
  };
  CHECK_FALSE(fails([](MapReader& in) { in.required_uint(1), in.required_bytes(2); }));
  CHECK(fails([](MapReader& in) { in.required_uint(1); }));
  CHECK(fails([](MapReader& in) { in.required_uint(1, 255), in.required_bytes(2); }));
  CHECK(fails([](MapReader& in) { in.required_uint(1), in.required_bytes(2, 2); }));
  CHECK(fails([](MapReader& in) { in.required_uint(1), in.optional_bytes(2, 2); }));
  CHECK(fails([](MapReader& in) { in.required_uint(1), in.optional_text(2); }));
  CHECK(fails([](MapReader& in) { in.required_uint(1), in.optional_uint(2); }));
  CHECK(fails([](MapReader& in) { in.required_uint(1), in.required_bytes(2), in.required(3); }));
  CHECK(fails([](MapReader& in) { in.required_uint(1), in.required_bytes(2), in.refuse("a rule"); }));
}

TEST_CASE("a take that fails returns nothing that could be used by mistake") {
  const Decoded map("a401190100024101031a0001000004420102");
  MapReader in(map.item, "example", Reason::kClaims);
  SECTION("a number above its limit") {
    CHECK(in.required_uint(1, 255) == 0);
  }
  SECTION("octets of another size") {
    CHECK(in.required_bytes(4, 32).empty());
  }
  SECTION("an optional number above its limit") {
    CHECK_FALSE(in.optional_uint(3, 255));
  }
  SECTION("optional octets of another size") {
    CHECK_FALSE(in.optional_bytes(4, 32));
  }
  SECTION("a missing member") {
    const auto stand_in = in.required(9);
    CHECK(stand_in.type() == Type::kMap);
    CHECK(stand_in.count() == 0u);
  }
  CHECK(in.failed());
  CHECK(in.required_uint(1) == 0);  // and after it everything is empty
  CHECK_FALSE(in.optional(2));
  CHECK_FALSE(in.finish());

  const Decoded array("821901004101");
  ArrayReader elements(array.item, "example", Reason::kClaims);
  CHECK(elements.next_uint(255) == 0);
  CHECK(elements.next_bytes(32).empty());
  CHECK_FALSE(elements.more());
}

TEST_CASE("a member that is left over is named by its number, never by its text") {
  const auto left_over = [](const char* hex) {
    const Decoded map(hex);
    MapReader in(map.item, "example", Reason::kClaims);
    in.required_uint(1);
    return in.finish().error().detail;
  };
  CHECK(left_over("a201012700") == "example: key -8 does not belong here");
  CHECK(left_over("a2010161781862") == "example: a key that is no number does not belong here");
}

TEST_CASE("32 pairs are read") {
  std::string wide = "b820";
  for (int i = 0; i < 32; ++i)
    wide += (i < 24 ? "" : "18") + codec::to_hex(Bytes{static_cast<std::uint8_t>(i)}) + "00";
  const Decoded map(wide);
  MapReader in(map.item, "example", Reason::kClaims);
  for (int i = 0; i < 32; ++i) CHECK(in.required_uint(i) == 0);
  CHECK(in.finish());
}

TEST_CASE("a member may be any item and be read by a reader of its own") {
  const Decoded map("a2018201182a02a1616105");
  MapReader in(map.item, "outer", Reason::kClaims);
  ArrayReader list(in.required(1), "list", Reason::kClaims);
  CHECK(list.next_integer() == 1);
  CHECK(list.next().uint() == 42u);
  CHECK(list.finish());
  MapReader inner(in.required(2), "inner", Reason::kClaims);
  CHECK(inner.required_uint("a") == 5);
  CHECK(inner.finish());
  CHECK(in.finish());
}

TEST_CASE("what is no map has no members, and 33 pairs are too many") {
  const Decoded array("80");
  CHECK_FALSE(MapReader(array.item, "example", Reason::kClaims).finish());
  std::string wide = "b821";
  for (int i = 0; i < 33; ++i)
    wide += (i < 24 ? codec::to_hex(Bytes{static_cast<std::uint8_t>(i)})
                    : "18" + codec::to_hex(Bytes{static_cast<std::uint8_t>(i)})) +
            "00";
  CHECK_FALSE(MapReader(Decoded(wide).item, "example", Reason::kClaims).finish());
}

TEST_CASE("each take of another type is a fault by itself") {
  const Decoded map("a2016161024101");
  const auto of_map = [&](auto take) {
    MapReader in(map.item, "example", Reason::kClaims);
    take(in);
    return in.failed();
  };
  CHECK(of_map([](MapReader& in) { in.required_integer(1); }));
  CHECK(of_map([](MapReader& in) { in.required_bytes(1); }));
  CHECK(of_map([](MapReader& in) { in.required_boolean(1); }));
  CHECK(of_map([](MapReader& in) { in.optional_text(2); }));
  const auto of_array = [](const char* hex, auto take) {
    const Decoded array(hex);
    ArrayReader in(array.item, "example", Reason::kClaims);
    take(in);
    return in.failed();
  };
  CHECK(of_array("816161", [](ArrayReader& in) { in.next_uint(); }));
  CHECK(of_array("816161", [](ArrayReader& in) { in.next_integer(); }));
  CHECK(of_array("814161", [](ArrayReader& in) { in.next_text(); }));
  CHECK(of_array("816161", [](ArrayReader& in) { in.next_bytes(); }));
  CHECK(of_array("814161", [](ArrayReader& in) { in.next_bytes(2); }));
  CHECK(of_array("80", [](ArrayReader& in) { in.next(); }));
  CHECK(of_array("a0", [](ArrayReader&) {}));
}

TEST_CASE("an array is read to its end and not beyond") {
  const Decoded three("830161614101");
  ArrayReader in(three.item, "example", Reason::kCose);
  CHECK(in.next_uint() == 1);
  CHECK(in.next_text() == "a");
  CHECK(in.more());
  CHECK(in.next_bytes(1).size() == 1);
  CHECK_FALSE(in.more());
  CHECK(in.finish());
  CHECK(in.next_uint() == 0);
  CHECK_FALSE(in.finish());

  ArrayReader early(three.item, "example", Reason::kCose);
  early.next();
  CHECK_FALSE(early.finish());

  const Bytes open_ended = {0x9f, 0xff};
  CHECK_FALSE(ArrayReader(*decode(open_ended, Limits::foreign(10)), "example", Reason::kCose).finish());
}

}  // namespace
}  // namespace cred::cbor
