// SPDX-License-Identifier: Apache-2.0
//
// libcbor 0.8 refuses tags 6..20 (COSE_Sign1 is 18) and every simple value but four, so those heads are taken
// here and the rest is delegated to its stream decoder. Its tree decoder (cbor_load) takes memory before it
// checks: never used.
#include <cbor.h>

#include <array>
#include <cmath>
#include <cstring>

#include "cbor/head.h"

namespace cred::cbor {

namespace {

Head& head_of(void* context) {
  return *static_cast<Head*>(context);
}

void number(void* context, Type type, std::uint64_t value) {
  head_of(context).type = type;
  head_of(context).value = value;
}

void text_or_bytes(void* context, Type type, cbor_data data, std::size_t length) {
  number(context, type, length);
  head_of(context).content = {data, length};
}

void open_ended(void* context, Type type) {
  number(context, type, 0);
  head_of(context).indefinite = true;
}

cbor_callbacks callbacks() {
  cbor_callbacks on = cbor_empty_callbacks;
  on.uint8 = [](void* context, std::uint8_t value) { number(context, Type::kUint, value); };
  on.uint16 = [](void* context, std::uint16_t value) { number(context, Type::kUint, value); };
  on.uint32 = [](void* context, std::uint32_t value) { number(context, Type::kUint, value); };
  on.uint64 = [](void* context, std::uint64_t value) { number(context, Type::kUint, value); };
  on.negint8 = [](void* context, std::uint8_t value) { number(context, Type::kNegative, value); };
  on.negint16 = [](void* context, std::uint16_t value) { number(context, Type::kNegative, value); };
  on.negint32 = [](void* context, std::uint32_t value) { number(context, Type::kNegative, value); };
  on.negint64 = [](void* context, std::uint64_t value) { number(context, Type::kNegative, value); };
  on.byte_string = [](void* context, cbor_data data, std::size_t length) {
    text_or_bytes(context, Type::kBytes, data, length);
  };
  on.string = [](void* context, cbor_data data, std::size_t length) {
    text_or_bytes(context, Type::kText, data, length);
  };
  on.byte_string_start = [](void* context) { open_ended(context, Type::kBytes); };
  on.string_start = [](void* context) { open_ended(context, Type::kText); };
  on.array_start = [](void* context, std::size_t count) { number(context, Type::kArray, count); };
  on.map_start = [](void* context, std::size_t count) { number(context, Type::kMap, count); };
  on.indef_array_start = [](void* context) { open_ended(context, Type::kArray); };
  on.indef_map_start = [](void* context) { open_ended(context, Type::kMap); };
  on.tag = [](void* context, std::uint64_t value) { number(context, Type::kTag, value); };
  on.float2 = [](void* context, float) { number(context, Type::kFloat, 0); };
  on.float4 = [](void* context, float) { number(context, Type::kFloat, 0); };
  on.float8 = [](void* context, double) { number(context, Type::kFloat, 0); };
  on.boolean = [](void* context, bool value) { number(context, Type::kBoolean, value ? 1 : 0); };
  on.null = [](void* context) { number(context, Type::kSimple, 22); };
  on.undefined = [](void* context) { number(context, Type::kSimple, 23); };
  on.indef_break = [](void* context) { head_of(context).is_break = true; };
  return on;
}

/// The heads that libcbor 0.8 does not know.
bool read_by_hand(BytesView rest, Head& head) {
  const std::uint8_t first = rest[0];
  if (first >= 0xc6 && first <= 0xd4) {
    head = {.state = HeadState::kOk,
            .type = Type::kTag,
            .value = static_cast<std::uint64_t>(first & 0x1f),
            .content = {},
            .size = 1};
    return true;
  }
  if (first >= 0xe0 && first <= 0xf3) {
    head = {.state = HeadState::kOk,
            .type = Type::kSimple,
            .value = static_cast<std::uint64_t>(first & 0x1f),
            .content = {},
            .size = 1};
    return true;
  }
  if (first != 0xf8) return false;
  if (rest.size() < 2) {
    head.state = HeadState::kIncomplete;
  } else if (rest[1] >= 32) {  // below 32 is not well-formed (RFC 8949 3.3)
    head = {.state = HeadState::kOk, .type = Type::kSimple, .value = rest[1], .content = {}, .size = 2};
  }
  return true;
}

bool is_shortest_argument(std::uint8_t first, std::uint64_t value) {
  switch (first & 0x1f) {
    case 24:
      return value >= 24;
    case 25:
      return value > 0xff;
    case 26:
      return value > 0xffff;
    case 27:
      return value > 0xffffffff;
    default:
      return true;
  }
}

/// The float behind the initial octet, big-endian.
template <class Wide, class Bits>
Wide float_at(BytesView rest) {
  Bits bits = 0;
  for (std::size_t i = 0; i < sizeof(Bits); ++i) bits = static_cast<Bits>(bits << 8 | rest[1 + i]);
  Wide value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

/// Whether a binary16 holds the value exactly.
bool fits_half(float value) {
  int exponent = 0;
  const float mantissa =
      std::frexp(value, &exponent);  // value = mantissa * 2^exponent, 0.5 <= |mantissa| < 1
  if (value == 0 || std::isinf(value)) return true;
  if (exponent > 16) return false;
  // 11 significant bits, fewer below the smallest normal number 2^-14.
  const int bits = exponent >= -13 ? 11 : 11 - (-13 - exponent);
  if (bits < 1) return false;
  const float scaled = std::ldexp(mantissa, bits);
  return scaled == std::trunc(scaled);
}

/// A NaN is as long as its payload needs: the octets a shorter form would drop must not all be zero.
template <class Bits>
bool needs_its_size(BytesView rest, Bits dropped) {
  Bits bits = 0;
  for (std::size_t i = 0; i < sizeof(Bits); ++i) bits = static_cast<Bits>(bits << 8 | rest[1 + i]);
  return (bits & dropped) != 0;
}

bool is_shortest_float(BytesView rest) {
  if (rest[0] == 0xf9) return true;
  if (rest[0] == 0xfa) {
    const auto value = float_at<float, std::uint32_t>(rest);
    return std::isnan(value) ? needs_its_size<std::uint32_t>(rest, 0x1fff) : !fits_half(value);
  }
  const auto value = float_at<double, std::uint64_t>(rest);
  if (std::isnan(value)) return needs_its_size<std::uint64_t>(rest, 0x1fffffff);
  return static_cast<double>(static_cast<float>(value)) != value;
}

}  // namespace

Head read_head(BytesView rest) {
  Head head;
  if (rest.empty()) {
    head.state = HeadState::kIncomplete;
    return head;
  }
  if (read_by_hand(rest, head)) return head;

  static const cbor_callbacks kCallbacks = callbacks();
  const auto result = cbor_stream_decode(rest.data(), rest.size(), &kCallbacks, &head);
  if (result.status == CBOR_DECODER_NEDATA) {
    head.state = HeadState::kIncomplete;
    return head;
  }
  if (result.status != CBOR_DECODER_FINISHED) return head;
  head.state = HeadState::kOk;
  head.size = result.read;
  head.shortest =
      head.type == Type::kFloat ? is_shortest_float(rest) : is_shortest_argument(rest[0], head.value);
  return head;
}

}  // namespace cred::cbor
