// SPDX-License-Identifier: Apache-2.0
// Keys: sorted in what is deterministic, each once in everything.
#include <catch2/catch.hpp>
#include <string>

#include "cred/cbor/decode.h"
#include "cred/cbor/encode.h"
#include "cred/codec/hex.h"

namespace cred::cbor {
namespace {

Result<void> judged(const std::string& hex, const Limits& limits) {
  const auto bytes = *codec::from_hex(hex);
  if (auto item = decode(bytes, limits); !item) return tl::unexpected(std::move(item).error());
  return {};
}

TEST_CASE("a key comes once, however it is encoded and wherever its twin stands") {
  const auto* hex = GENERATE("a201000100",                      // 1, 1
                             "a20600180600",                    // 6, 6 in two octets
                             "a3010002000100",                  // apart
                             "bf01000200180100ff",              // indefinite
                             "a26161007f6161ff00",              // "a", "a" in chunks
                             "a2f93c0000fb3ff000000000000000",  // 1.0, 1.0 in eight octets
                             "a28106009f1806ff00",              // [6], [_ 6]
                             "a2d20100d8120100",                // 18(1) twice
                             "82a0a201000100",                  // in a nested map
                             "a1a20100010000");                 // in a map that is a key
  CAPTURE(hex);
  const auto result = judged(hex, Limits::foreign(100));
  REQUIRE_FALSE(result);
  CHECK(result.error().reason == Reason::kCbor);
  CHECK(result.error().detail.find("a duplicate key") == 0);
}

TEST_CASE("keys that only look alike are two") {
  const auto* hex = GENERATE("a201002000",          // 1, -2
                             "a261610041 6100",     // "a", h'61'
                             "a2f9000000f9800000",  // 0.0, -0.0
                             "a201 00f93c0000",     // 1, 1.0
                             "a28100008000",        // [0], []
                             "a201a101000200",      // the same key one level down
                             "a3 8102 00 810300 82020300");
  std::string text = hex;
  std::erase(text, ' ');
  CAPTURE(text);
  CHECK(judged(text, Limits::foreign(100)));
}

TEST_CASE("among sorted keys a duplicate is told from a disorder") {
  CHECK(judged("a3010002000100", Limits::own(100)).error().reason == Reason::kNotDeterministic);
  CHECK(judged("a3010001000200", Limits::own(100)).error().reason == Reason::kCbor);
  // RFC 8949 4.2.1: 10, 100, -1, "z", "aa", [100], [-1], false
  CHECK(judged("a80a001864002000617a006261610081186400812000f400", Limits::own(100)));
  CHECK(judged("a80a002000186400617a006261610081186400812000f400", Limits::own(100)).error().reason ==
        Reason::kNotDeterministic);
}

/// {0: 0, 1: 0, …} with the last key first, so that it is not sorted.
Bytes unsorted(std::uint32_t pairs) {
  Encoder out;
  out.map(pairs).uint(pairs - 1).uint(0);
  for (std::uint32_t key = 0; key + 1 < pairs; ++key) out.uint(key).uint(0);
  return out.take();
}

TEST_CASE("the search for duplicates is bounded") {
  CHECK(decode(unsorted(1000), Limits::foreign(1u << 20)));
  const auto wide = decode(unsorted(100'000), Limits::foreign(1u << 20));
  REQUIRE_FALSE(wide);
  CHECK(wide.error().detail.find("too many keys to compare") == 0);
}

}  // namespace
}  // namespace cred::cbor
