// SPDX-License-Identifier: Apache-2.0
// How inputs are changed so that they still get past the gate of their parser. mutate.cpp is what libFuzzer
// calls; it tells by the input itself what it is.
#pragma once

#include <cstdint>
#include <optional>
#include <random>

#include "cred/base/bytes.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace cred::fuzz {

using Random = std::minstd_rand;

/// mutate_octets.cpp: what all are made of. `other` is a string of the same input, to be put in its place.
void change_number(std::uint64_t& number, Random& random);
void change_octets(Bytes& octets, BytesView other, Random& random);
void change_text(Bytes& text, BytesView other, Random& random);

/// mutate_cbor.cpp: one to four items of a CBOR item. None: `input` is no CBOR.
std::optional<Bytes> changed_cbor(BytesView input, Random& random);
/// An item of `input` becomes an item of `other`. None: one of them is no CBOR.
std::optional<Bytes> crossed_cbor(BytesView input, BytesView other, Random& random);

/// mutate_text.cpp: one to four fields of a text. None: `input` is no text.
std::optional<Bytes> changed_text(BytesView input, Random& random);
/// What stands behind the Base45 of a code's text. None: `input` is no such text.
std::optional<Bytes> changed_code(BytesView input, Random& random);

/// Most bugs want one member to be odd, some want two that agree with each other.
inline unsigned changes_in_one(Random& random) {
  return random() % 4 != 0 ? 1 : 2 + static_cast<unsigned>(random() % 3);
}

}  // namespace cred::fuzz
