// SPDX-License-Identifier: Apache-2.0
// The two readers of heads, libcbor's at the gate and ours behind it, must never disagree.
#include "cbor/head.h"

#include <catch2/catch.hpp>

#include "cbor/same.h"
#include "cred/codec/hex.h"

namespace cred::cbor {
namespace {

/// An initial octet and what may follow it: enough for every argument and for strings of up to 23 octets.
std::vector<Bytes> continuations(std::uint8_t first) {
  std::vector<Bytes> all;
  for (unsigned second = 0; second < 256; ++second) {
    Bytes bytes(300, 0);
    bytes[0] = first;
    bytes[1] = static_cast<std::uint8_t>(second);
    all.push_back(bytes);
    bytes[1] = 0;
    bytes[2] = static_cast<std::uint8_t>(second);
    all.push_back(bytes);
  }
  return all;
}

TEST_CASE("a head that passes the gate reads the same behind it") {
  std::size_t compared = 0;
  std::size_t different = 0;
  for (unsigned first = 0; first < 256; ++first) {
    for (const auto& bytes : continuations(static_cast<std::uint8_t>(first))) {
      const auto gate = read_head(bytes);
      if (gate.state != HeadState::kOk) continue;
      const auto known = known_head(bytes);
      const bool same_value = gate.type == Type::kFloat || known.value == gate.value;
      const bool same = known.type == gate.type && same_value && known.size == gate.size &&
                        known.indefinite == gate.indefinite && known.is_break == gate.is_break &&
                        known.content.data() == gate.content.data() &&
                        known.content.size() == gate.content.size();
      ++compared;
      different += same ? 0u : 1u;
    }
  }
  CHECK(compared > 100'000);
  CHECK(different == 0);
}

TEST_CASE("a head of one octet is what libcbor says it is") {
  std::size_t different = 0;
  for (unsigned first = 0; first < 256; ++first) {
    // Whole, and cut off at every place.
    for (std::size_t size = 1; size < 26; ++size) {
      Bytes bytes(size, 0);
      bytes[0] = static_cast<std::uint8_t>(first);
      const auto libcbor = read_head(bytes);
      const auto ours = next_head(bytes);
      const bool same =
          ours.state == libcbor.state &&
          (ours.state != HeadState::kOk ||
           (ours.type == libcbor.type && ours.value == libcbor.value && ours.size == libcbor.size &&
            ours.shortest == libcbor.shortest && ours.indefinite == libcbor.indefinite &&
            ours.content.data() == libcbor.content.data() && ours.content.size() == libcbor.content.size()));
      if (!same) ++different;
    }
  }
  CHECK(different == 0);
}

TEST_CASE("no head is read beyond the octets there are") {
  for (unsigned first = 0; first < 256; ++first) {
    const Bytes bytes{static_cast<std::uint8_t>(first)};
    const auto head = read_head(bytes);
    if (head.state == HeadState::kOk) CHECK(head.size == 1);
  }
}

TEST_CASE("one value in two encodings is one value") {
  const auto [a, b, same] = GENERATE(table<const char*, const char*, bool>({
      {"06", "1806", true},
      {"26", "3b0000000000000006", true},
      {"06", "26", false},
      {"6161", "780161", true},
      {"6161", "4161", false},
      {"626162", "7f61616162ff", true},
      {"626162", "7f606261626060ff", true},
      {"626162", "7f61616163ff", false},
      {"626162", "7f6161ff", false},
      {"60", "7fff", true},
      {"f93c00", "fa3f800000", true},
      {"f93c00", "fb3ff0000000000000", true},
      {"f93c00", "01", false},
      {"f90000", "f98000", false},
      {"f97e00", "fa7fc00000", true},
      {"820102", "9f011802ff", true},
      {"820102", "9f0102", false},
      {"820102", "83010203", false},
      {"8180", "819fff", true},
      {"80", "a0", false},
      {"a10102", "bf1801 02ff", true},
      {"d201", "d81201", true},
      {"d201", "d202", false},
      {"d201", "d301", false},
      {"f4", "f5", false},
      {"f6", "f7", false},
      {"f6", "f4", false},
  }));
  CAPTURE(a, b);
  std::string second = b;
  std::erase(second, ' ');
  Bytes left = *codec::from_hex(a);
  Bytes right = *codec::from_hex(second);
  if (!decode(left, Limits::foreign(100)) || !decode(right, Limits::foreign(100))) {
    CHECK_FALSE(same);
    return;
  }
  CHECK(same_value(left, right) == same);
  CHECK(same_value(right, left) == same);
}

}  // namespace
}  // namespace cred::cbor
