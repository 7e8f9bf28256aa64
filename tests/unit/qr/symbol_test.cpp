// SPDX-License-Identifier: Apache-2.0
#include "cred/qr/symbol.h"

#include <catch2/catch.hpp>

#include "cred/qr/text.h"

namespace cred::qr {
namespace {

TEST_CASE("the smallest version that holds the text is taken, by the capacities of ISO/IEC 18004") {
  struct Capacity {
    int version;
    std::size_t low, medium;  // alphanumeric characters at levels L and M
  };
  const auto capacity = GENERATE(Capacity{1, 25, 20}, Capacity{2, 47, 38}, Capacity{5, 154, 122},
                                 Capacity{10, 395, 311}, Capacity{20, 1249, 970}, Capacity{24, 1704, 1326});
  for (const auto& [level, most] :
       {std::pair(Level::kL, capacity.low), std::pair(Level::kM, capacity.medium)}) {
    CHECK(Symbol::encode(std::string(most, 'A'), level).value().version() == capacity.version);
    CHECK(Symbol::encode(std::string(most + 1, 'A'), level).value().version() == capacity.version + 1);
  }
}

TEST_CASE("a long run of digits does not change the version") {
  CHECK(Symbol::encode(std::string(38, '0'), Level::kM).value().version() == 2);
  CHECK(Symbol::encode(std::string(39, '0'), Level::kM).value().version() == 3);
}

TEST_CASE("version 25 holds exactly the octets that makers may use") {
  const auto permit = to_text(Kind::kStaticPermit, Bytes(kMaxBytesStatic, 0xa5));
  const auto live = to_text(Kind::kPresentation, Bytes(kMaxBytesLive, 0xa5));
  CHECK(Symbol::encode(permit, Level::kM).value().version() == kMaxVersion);
  CHECK(Symbol::encode(live, Level::kL).value().version() == kMaxVersion);
  CHECK(Symbol::encode(permit, Level::kM).value().modules() == 117);

  const auto refused =
      Symbol::encode(to_text(Kind::kStaticPermit, Bytes(kMaxBytesStatic + 1, 0xa5)), Level::kM);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().reason == Reason::kTooLargeForQr);
  CHECK(refused.error().detail == "1453 characters need version 26, version 25-M is the limit");
}

TEST_CASE("a text beyond every version is refused, however long") {
  const std::size_t length = GENERATE(4297u, 9'999u, 10'001u, 5'000'000u);
  const auto symbol = Symbol::encode(std::string(length, 'A'), Level::kL);
  REQUIRE_FALSE(symbol.has_value());
  CHECK(symbol.error().reason == Reason::kTooLargeForQr);
}

TEST_CASE("a character outside the alphanumeric set is refused") {
  const auto text = GENERATE("", "FWS1:a", "FWS1:\n", "FWS1,", "\xe4\xbd\xa0");
  const auto symbol = Symbol::encode(text, Level::kM);
  REQUIRE_FALSE(symbol.has_value());
  CHECK(symbol.error().reason == Reason::kText);
}

TEST_CASE("the modules are those of a QR code, the same for the same text") {
  const auto symbol = Symbol::encode("FWS1:QED8WEX0", Level::kM).value();
  REQUIRE(symbol.version() == 1);
  const std::string finder = "#######.";
  for (int i = 0; i < 8; ++i) {
    const bool dark = finder[static_cast<std::size_t>(i)] == '#';
    CHECK(symbol.dark(0, i) == dark);
    CHECK(symbol.dark(i, 0) == dark);
    CHECK(symbol.dark(0, symbol.modules() - 1 - i) == dark);
    CHECK(symbol.dark(symbol.modules() - 1, i) == dark);
  }
  CHECK_FALSE(symbol.dark(1, 1));
  CHECK(symbol.dark(3, 3));
  CHECK(symbol.dark(4 * symbol.version() + 9, 8));  // the module that is always dark

  const auto again = Symbol::encode("FWS1:QED8WEX0", Level::kM).value();
  for (int row = 0; row < symbol.modules(); ++row) {
    for (int column = 0; column < symbol.modules(); ++column)
      CHECK(symbol.dark(row, column) == again.dark(row, column));
  }
}

}  // namespace
}  // namespace cred::qr
