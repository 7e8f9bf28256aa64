// SPDX-License-Identifier: Apache-2.0
// What libFuzzer calls to change an input. One time in eight, and whenever the input is nothing we know, it
// does what it always does.
#include <algorithm>

#include "fuzz/mutate.h"

namespace {

using namespace cred;

std::optional<Bytes> changed(BytesView input, fuzz::Random& random) {
  if (random() % 8 == 0) return std::nullopt;
  auto made = fuzz::changed_cbor(input, random);
  if (!made) made = fuzz::changed_code(input, random);
  if (!made) made = fuzz::changed_text(input, random);
  return made;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  fuzz::Random random(seed);
  const auto made = changed({data, size}, random);
  if (!made || made->size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::ranges::copy(*made, data);
  return made->size();
}

/// Nothing, three times in four: then libFuzzer changes one input alone.
extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data, std::size_t size,
                                                 const std::uint8_t* other, std::size_t other_size,
                                                 std::uint8_t* out, std::size_t max_size, unsigned seed) {
  fuzz::Random random(seed);
  if (random() % 4 != 0) return 0;
  const auto made = fuzz::crossed_cbor({data, size}, {other, other_size}, random);
  if (!made || made->size() > max_size) return 0;
  std::ranges::copy(*made, out);
  return made->size();
}
