// SPDX-License-Identifier: Apache-2.0
// Of its own executable, because it counts every allocation of the process.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

#include "cred/cbor/decode.h"
#include "cred/cbor/encode.h"

namespace {

std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  std::abort();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return operator new(size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace cred::cbor {
namespace {

TEST_CASE("an item that is accepted is read without taking memory") {
  Encoder out;
  out.tag(18).array(4).bytes(Bytes(13, 1)).map(0).bytes(Bytes(200, 2)).map(2);
  out.uint(1).text("诺拉").integer(-70001).array(2).boolean(true).simple(59);
  const auto bytes = out.take();
  for (const auto& limits : {Limits::own(1000), Limits::deterministic_foreign(1000), Limits::foreign(1000)}) {
    const auto before = allocations;
    const bool accepted = decode(bytes, limits).has_value();
    const auto taken = allocations - before;
    CHECK(accepted);
    CHECK(taken == 0);
  }
}

TEST_CASE("a refusal takes memory for its words only, whatever lengths are claimed") {
  for (const std::uint8_t head : Bytes{0x5b, 0x7b, 0x9b, 0xbb}) {
    Bytes bytes(9, 0x7f);
    bytes[0] = head;
    const auto before = allocations;
    const bool accepted = decode(bytes, Limits::own(1000)).has_value();
    const auto taken = allocations - before;
    CHECK_FALSE(accepted);
    CHECK(taken < 10);
  }
}

}  // namespace
}  // namespace cred::cbor
