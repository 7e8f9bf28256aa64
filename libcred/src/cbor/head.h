// SPDX-License-Identifier: Apache-2.0
// One head of CBOR, for the files of this folder only. read_head is the gate and asks libcbor; known_head is
// for bytes behind the gate, where nothing is left to check and a few shifts do. A test compares the two.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <limits>

#include "cred/base/bytes.h"
#include "cred/cbor/decode.h"

namespace cred::cbor {

enum class HeadState : std::uint8_t { kOk, kIncomplete, kMalformed };

struct Head {
  HeadState state = HeadState::kMalformed;
  Type type = Type::kSimple;
  bool indefinite = false;  // a string, array or map without a length
  bool is_break = false;
  bool shortest = true;     // RFC 8949 4.2.1; of floats too; read_head only
  std::uint64_t value = 0;  // number, length, count, tag, simple value; -1 - value when negative
  BytesView content;        // of a definite string
  std::size_t size = 0;     // octets of the head, and of a definite string's content
};

inline constexpr unsigned kDeepest = 16;                 // the most Limits may ask for
inline constexpr std::size_t kMaxFrames = kDeepest + 1;  // and an indefinite string in it
inline constexpr std::uint64_t kUntilBreak = std::numeric_limits<std::uint64_t>::max();

/// A number, string, array or map whose first octet says it all: most heads of a permit, and not worth a call
/// each.
inline bool read_short(BytesView rest, Head& head) {
  static constexpr Type kTypes[] = {Type::kUint, Type::kNegative, Type::kBytes,
                                    Type::kText, Type::kArray,    Type::kMap};
  const std::size_t major = rest[0] >> 5;
  const std::size_t value = rest[0] & 0x1f;
  if (major >= std::size(kTypes) || value >= 24) return false;
  head.type = kTypes[major];
  head.value = value;
  head.size = 1;
  head.state = HeadState::kOk;
  if (head.type != Type::kBytes && head.type != Type::kText) return true;
  if (value > rest.size() - 1) {
    head.state = HeadState::kIncomplete;
    return true;
  }
  head.content = rest.subspan(1, value);
  head.size += value;
  return true;
}

/// The head at the start of `rest`, which may be anything; never looks beyond it.
Head read_head(BytesView rest);

/// The same, for the loop of decode().
inline Head next_head(BytesView rest) {
  Head head;
  return !rest.empty() && read_short(rest, head) ? head : read_head(rest);
}

/// The number a float holds; `encoded` passed read_head.
double float_value(BytesView encoded);

/// The argument behind a first octet whose low five bits are `additional`, 0..27.
inline std::uint64_t argument(BytesView rest, unsigned additional) {
  if (additional < 24) return additional;
  std::uint64_t value = rest[1];
  const std::size_t last = std::size_t{1} << (additional - 24);
  for (std::size_t at = 2; at <= last; ++at) value = value << 8 | rest[at];
  return value;
}

inline std::size_t argument_size(unsigned additional) {
  return additional < 24 ? 0 : std::size_t{1} << (additional - 24);
}

/// The head at the start of `rest`, which passed decode().
inline Head known_head(BytesView rest) {
  static constexpr Type kTypes[] = {Type::kUint,  Type::kNegative, Type::kBytes, Type::kText,
                                    Type::kArray, Type::kMap,      Type::kTag,   Type::kSimple};
  const unsigned major = rest[0] >> 5;
  const unsigned additional = rest[0] & 0x1f;
  Head head{.state = HeadState::kOk, .type = kTypes[major], .content = {}, .size = 1};
  if (additional == 31) {
    head.indefinite = major != 7;
    head.is_break = major == 7;
    return head;
  }
  head.value = argument(rest, additional);
  head.size += argument_size(additional);
  if (head.type == Type::kBytes || head.type == Type::kText) {
    head.content = rest.subspan(head.size, head.value);
    head.size += head.content.size();
  }
  if (major != 7) return head;
  if (additional > 24) head.type = Type::kFloat;
  if (additional == 20 || additional == 21) {
    head.type = Type::kBoolean;
    head.value = additional - 20;
  }
  return head;
}

/// Items directly inside: known, or kUntilBreak.
inline std::uint64_t children_of(const Head& head) {
  if (head.indefinite) return kUntilBreak;
  switch (head.type) {
    case Type::kArray:
      return head.value;
    case Type::kMap:
      return head.value * 2;
    case Type::kTag:
      return 1;
    default:
      return 0;
  }
}

/// item_size of anything, indefinite lengths too.
std::size_t open_ended_size(BytesView rest);

/// Octets of the first item in `rest`, which passed decode(). Of definite lengths a count of the items to
/// come is all there is to keep.
inline std::size_t item_size(BytesView rest) {
  std::size_t at = 0;
  for (std::uint64_t to_come = 1; to_come > 0; --to_come) {
    const unsigned major = rest[at] >> 5;
    const unsigned additional = rest[at] & 0x1f;
    if (additional == 31) return open_ended_size(rest);
    const auto value = argument(rest.subspan(at), additional);
    at += 1 + argument_size(additional);
    if (major == 2 || major == 3) at += static_cast<std::size_t>(value);
    if (major == 4) to_come += value;
    if (major == 5) to_come += value * 2;
    if (major == 6) to_come += 1;
  }
  return at;
}

}  // namespace cred::cbor
