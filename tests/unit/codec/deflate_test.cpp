// SPDX-License-Identifier: Apache-2.0
#include "cred/codec/deflate.h"

#include <catch2/catch.hpp>

namespace cred::codec {
namespace {

TEST_CASE("what was deflated inflates, up to the ceiling and not one octet further") {
  const Bytes plain(300'000, 0x11);
  const auto packed = deflate(plain);
  CHECK(*inflate(packed, plain.size()) == plain);
  CHECK_FALSE(inflate(packed, plain.size() - 1));
  CHECK(*inflate(deflate({}), 0) == Bytes());
}

TEST_CASE("a bomb stops at the ceiling") {
  const auto bomb = deflate(Bytes(64u << 20, 0));
  const auto inflated = inflate(bomb, 1u << 20);
  REQUIRE_FALSE(inflated);
  CHECK(inflated.error().reason == Reason::kClaims);
}

TEST_CASE("a stream cut short, changed or followed by anything is refused") {
  const auto packed = deflate(as_bytes("status"));
  for (std::size_t size = 0; size < packed.size(); ++size) {
    CHECK_FALSE(inflate(BytesView(packed).first(size), 100));
  }
  auto longer = packed;
  longer.push_back(0);
  CHECK_FALSE(inflate(longer, 100));
  auto dictionary = packed;
  dictionary[1] = 0xbb;  // level 6 with a preset dictionary, header checksum right
  CHECK_FALSE(inflate(dictionary, 100));
  auto broken = packed;
  broken.back() ^= 1;  // the checksum
  CHECK_FALSE(inflate(broken, 100));
}

}  // namespace
}  // namespace cred::codec
