// SPDX-License-Identifier: Apache-2.0
#include "cred/cbor/diagnostic.h"

#include <catch2/catch.hpp>

#include "cred/codec/hex.h"

namespace cred::cbor {
namespace {

std::string shown(const char* hex, std::size_t max = 64) {
  const auto bytes = *codec::from_hex(hex);
  return to_diagnostic(*decode(bytes, Limits::foreign(10'000)), max);
}

TEST_CASE("diagnostic notation on one line") {
  CHECK(shown("a201636162630481f5") == "{1: \"abc\", 4: [true]}");
  CHECK(shown("d28143a10132") == "18([h'a10132'])");
  CHECK(shown("3bffffffffffffffff") == "-18446744073709551616");
  CHECK(shown("84f6f7f83bf93c00") == "[null, undefined, simple(59), 1.0]");
  CHECK(shown("9f5f4101ff6122ff") == "[_ (_ h'01'), \"\\\"\"]");
  CHECK(shown("4401020304", 2) == "h'0102…' (4 octets)");
}

TEST_CASE("floats of every size are shown as the number they hold") {
  const auto [hex, text] = GENERATE(table<const char*, const char*>({
      {"f90000", "0.0"},
      {"f98000", "-0.0"},
      {"f93c00", "1.0"},
      {"f93e00", "1.5"},
      {"f97bff", "65504.0"},
      {"f90001", "5.960464477539063e-08"},
      {"f9c400", "-4.0"},
      {"fa47c35000", "1e+05"},
      {"fb3ff199999999999a", "1.1"},
      {"f97c00", "Infinity"},
      {"faff800000", "-Infinity"},
      {"f97e00", "NaN"},
  }));
  CHECK(shown(hex) == text);
}

TEST_CASE("a backslash of the text cannot pass for one of the escaping") {
  CHECK(shown("665c757b31627d") == "\"\\\\u{1b}\"");
  CHECK(shown("625c22") == "\"\\\\\\\"\"");
}

TEST_CASE("text that would steer a terminal is escaped") {
  CHECK(shown("641b5b316d") == "\"\\u{1b}[1m\"");
  CHECK(shown("63e280ae") == "\"\\u{202e}\"");
}

TEST_CASE("indented, byte strings that hold a map are opened, however deep they nest") {
  const auto bytes = *codec::from_hex("8143a10102");
  CHECK(to_diagnostic_indented(*decode(bytes, Limits::own(10))) == "[\n  << {\n    1: 2\n  } >>\n]");
  Bytes nested{0x80};
  for (int i = 0; i < 500; ++i) {
    Bytes around{0x81, 0x59, static_cast<std::uint8_t>(nested.size() >> 8),
                 static_cast<std::uint8_t>(nested.size())};
    append(around, nested);
    nested = around;
  }
  CHECK_FALSE(to_diagnostic_indented(*decode(nested, Limits::foreign(10'000))).empty());
}

}  // namespace
}  // namespace cred::cbor
