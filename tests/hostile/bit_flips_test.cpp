// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "hostile/samples.h"

namespace cred::hostile {
namespace {

TEST_CASE("no single bit of a permit can be flipped", "[exhaustive]") {
  test::World world;
  const auto context = world.context();
  Histogram histogram;
  for (const auto& permit : twenty_permits(world)) {
    for (std::size_t bit = 0; bit < permit.issued.token.size() * 8; ++bit) {
      auto token = permit.issued.token;
      token[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
      const auto verdict = verify_static(token, context);
      histogram.count(verdict);
      REQUIRE_FALSE(verdict.facts);
    }
  }
  histogram.print("single-bit flips of 20 permits");
  CHECK(histogram.accepted() == 0);
}

TEST_CASE("no single character of a QR text can be replaced", "[exhaustive]") {
  static constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  test::World world;
  const auto context = world.context();
  Histogram histogram;
  auto permits = twenty_permits(world);
  permits.resize(3);
  for (const auto& permit : permits) {
    REQUIRE(test::summary(verify(permit.issued.text, context)) == permit.accepted);
    for (std::size_t at = 0; at < permit.issued.text.size(); ++at) {
      for (const char c : kAlphabet) {
        if (c == permit.issued.text[at]) continue;
        auto text = permit.issued.text;
        text[at] = c;
        const auto verdict = verify(text, context);
        histogram.count(verdict);
        REQUIRE_FALSE(verdict.facts);
      }
    }
  }
  histogram.print("single-character substitutions in 3 QR texts");
  CHECK(histogram.accepted() == 0);
}

TEST_CASE("no octet of a permit can be replaced, inserted, left out or exchanged with its neighbour",
          "[exhaustive]") {
  test::World world;
  const auto context = world.context();
  const auto good = twenty_permits(world)[0].issued.token;
  Histogram histogram;
  const auto check = [&](const Bytes& token) {
    if (token == good) return;
    const auto verdict = verify_static(token, context);
    histogram.count(verdict);
    REQUIRE_FALSE(verdict.facts);
  };
  for (std::size_t at = 0; at < good.size(); ++at) {
    const auto place = static_cast<std::ptrdiff_t>(at);
    for (int octet = 0; octet < 256; ++octet) {
      auto replaced = good;
      replaced[at] = static_cast<std::uint8_t>(octet);
      check(replaced);
      auto inserted = good;
      inserted.insert(inserted.begin() + place, static_cast<std::uint8_t>(octet));
      check(inserted);
    }
    auto shorter = good;
    shorter.erase(shorter.begin() + place);
    check(shorter);
    auto exchanged = good;
    std::swap(exchanged[at], exchanged[(at + 1) % good.size()]);
    check(exchanged);
  }
  histogram.print("octets of a permit replaced, inserted, left out, exchanged");
  CHECK(histogram.accepted() == 0);
}

TEST_CASE("no permit can be cut short or lengthened", "[exhaustive]") {
  test::World world;
  const auto context = world.context();
  Histogram histogram;
  for (const auto& permit : twenty_permits(world)) {
    for (std::size_t size = 0; size < permit.issued.token.size(); ++size) {
      const auto verdict = verify_static(BytesView(permit.issued.token).first(size), context);
      histogram.count(verdict);
      REQUIRE(verdict.code == VerdictCode::kMalformed);
    }
    for (int octet = 0; octet < 256; ++octet) {
      auto longer = permit.issued.token;
      longer.push_back(static_cast<std::uint8_t>(octet));
      const auto verdict = verify_static(longer, context);
      histogram.count(verdict);
      REQUIRE(test::summary(verdict) == "MALFORMED cbor");
    }
  }
  histogram.print("truncations and appended octets of 20 permits");
}

}  // namespace
}  // namespace cred::hostile
