// SPDX-License-Identifier: Apache-2.0
#include "cred/codec/base45.h"

#include <catch2/catch.hpp>
#include <string>

namespace cred::codec {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

TEST_CASE("of all groups of the alphabet exactly those below their limit decode, and back") {
  int pairs = 0;
  int triples = 0;
  for (const char a : kAlphabet) {
    CHECK_FALSE(from_base45(std::string{a}));
    for (const char b : kAlphabet) {
      const std::string pair{a, b};
      if (const auto bytes = from_base45(pair)) {
        ++pairs;
        REQUIRE(to_base45(*bytes) == pair);
      }
      for (const char c : kAlphabet) {
        const std::string triple{a, b, c};
        if (const auto bytes = from_base45(triple)) {
          ++triples;
          REQUIRE(to_base45(*bytes) == triple);
        }
      }
    }
  }
  CHECK(pairs == 256);
  CHECK(triples == 65536);
}

TEST_CASE("no text of 3n+1 characters is Base45") {
  for (std::size_t size = 1; size < 100; size += 3)
    REQUIRE(from_base45(std::string(size, '0')).error().reason == Reason::kBase45);
}

TEST_CASE("a text of 3n+1 characters is not read beyond its end") {
  const std::string_view longer = "000000";
  CHECK_FALSE(from_base45(longer.substr(0, 4)));
}

TEST_CASE("octets of every length come back") {
  Bytes bytes;
  for (std::uint8_t i = 0; i < 200; ++i) {
    REQUIRE(*from_base45(to_base45(bytes)) == bytes);
    bytes.push_back(static_cast<std::uint8_t>(i * 37));
  }
}

TEST_CASE("a character outside the alphabet is refused at every place") {
  const std::string good = to_base45(as_bytes("damaged or not ours"));
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const char wrong : {'a', '!', '\n', '\0', '\x7f', '\xff', '_'}) {
      std::string text = good;
      text[at] = wrong;
      REQUIRE(from_base45(text).error().reason == Reason::kBase45);
    }
  }
}

}  // namespace
}  // namespace cred::codec
