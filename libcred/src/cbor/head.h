// SPDX-License-Identifier: Apache-2.0
// One head of CBOR as libcbor reads it, for the files of this folder only.
#pragma once

#include <cstdint>
#include <string>

#include "cred/base/bytes.h"
#include "cred/cbor/decode.h"

namespace cred::cbor {

enum class HeadState : std::uint8_t { kOk, kIncomplete, kMalformed };

struct Head {
  HeadState state = HeadState::kMalformed;
  Type type = Type::kSimple;
  bool indefinite = false;  // a string, array or map without a length
  bool is_break = false;
  std::uint64_t value = 0;  // number, length, count, tag, simple value; -1 - value when negative
  BytesView content;        // of a definite string
  std::size_t size = 0;     // octets of the head, and of a definite string's content
  bool shortest = true;     // RFC 8949 4.2.1; of floats too
};

/// The head at the start of `rest`; never looks beyond it.
Head read_head(BytesView rest);

/// Octets of the first item in `rest`, which was decoded before.
std::size_t item_size(BytesView rest);

}  // namespace cred::cbor
