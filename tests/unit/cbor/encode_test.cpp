// SPDX-License-Identifier: Apache-2.0
#include "cred/cbor/encode.h"

#include <catch2/catch.hpp>
#include <limits>

#include "cred/cbor/decode.h"
#include "cred/codec/hex.h"

namespace cred::cbor {
namespace {

TEST_CASE("numbers take the shortest head on both sides of every step") {
  const auto [value, text] = GENERATE(table<std::int64_t, const char*>({
      {0, "00"},
      {23, "17"},
      {24, "1818"},
      {255, "18ff"},
      {256, "190100"},
      {65535, "19ffff"},
      {65536, "1a00010000"},
      {4294967295, "1affffffff"},
      {4294967296, "1b0000000100000000"},
      {-1, "20"},
      {-24, "37"},
      {-25, "3818"},
      {-256, "38ff"},
      {-257, "390100"},
      {-70001, "3a00011170"},
      {std::numeric_limits<std::int64_t>::min(), "3b7fffffffffffffff"},
  }));
  CHECK(codec::to_hex(Encoder().integer(value).view()) == text);
}

TEST_CASE("every kind of item is written and read back") {
  Encoder out;
  out.tag(18).array(6).bytes(Bytes{1}).text("诺").map(1).uint(1).boolean(true).simple(59).boolean(false);
  out.bytes_head(2).item(Bytes{8, 9});
  const auto bytes = out.take();
  CHECK(codec::to_hex(bytes) == "d286410163e8afbaa101f5f83bf4420809");
  CHECK(decode(bytes, Limits::own(100)));
}

}  // namespace
}  // namespace cred::cbor
