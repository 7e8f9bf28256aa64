// SPDX-License-Identifier: Apache-2.0
//
// libcbor 0.8 refuses tags 6..20 (COSE_Sign1 is 18) and every simple value but four, so those heads are taken
// here and the rest is delegated to its stream decoder. Its tree decoder (cbor_load)
// takes memory before it checks: never used.
#include <cbor.h>

#include <bit>
#include <cmath>

#include "cbor/head.h"

namespace cred::cbor {

namespace {

Head& head_of(void* context) {
  return *static_cast<Head*>(context);
}

template <Type type>
void number(void* context, std::uint64_t value) {
  head_of(context).type = type;
  head_of(context).value = value;
}

template <Type type, class Unsigned>
void narrow(void* context, Unsigned value) {
  number<type>(context, value);
}

template <Type type>
void open_ended(void* context) {
  number<type>(context, 0);
  head_of(context).indefinite = true;
}

template <Type type>
void content(void* context, cbor_data data, std::size_t length) {
  number<type>(context, length);
  head_of(context).content = {data, length};
}

template <std::uint8_t value>
void simple(void* context) {
  number<Type::kSimple>(context, value);
}

template <class Real>
void real(void* context, Real) {
  number<Type::kFloat>(context, 0);
}

constexpr cbor_callbacks kCallbacks = {
    .uint8 = narrow<Type::kUint, std::uint8_t>,
    .uint16 = narrow<Type::kUint, std::uint16_t>,
    .uint32 = narrow<Type::kUint, std::uint32_t>,
    .uint64 = number<Type::kUint>,
    .negint64 = number<Type::kNegative>,
    .negint32 = narrow<Type::kNegative, std::uint32_t>,
    .negint16 = narrow<Type::kNegative, std::uint16_t>,
    .negint8 = narrow<Type::kNegative, std::uint8_t>,
    .byte_string_start = open_ended<Type::kBytes>,
    .byte_string = content<Type::kBytes>,
    .string = content<Type::kText>,
    .string_start = open_ended<Type::kText>,
    .indef_array_start = open_ended<Type::kArray>,
    .array_start = narrow<Type::kArray, std::size_t>,
    .indef_map_start = open_ended<Type::kMap>,
    .map_start = narrow<Type::kMap, std::size_t>,
    .tag = number<Type::kTag>,
    .float2 = real<float>,
    .float4 = real<float>,
    .float8 = real<double>,
    .undefined = simple<23>,
    .null = simple<22>,
    .boolean = [](void* context, bool value) { number<Type::kBoolean>(context, value ? 1 : 0); },
    .indef_break = [](void* context) { head_of(context).is_break = true; },
};

/// The heads that libcbor 0.8 does not know.
bool read_by_hand(BytesView rest, Head& head) {
  const std::uint8_t first = rest[0];
  const bool is_tag = first >= 0xc6 && first <= 0xd4;
  const bool is_simple = first >= 0xe0 && first <= 0xf3;
  if (is_tag || is_simple) {
    head = {.state = HeadState::kOk,
            .type = is_tag ? Type::kTag : Type::kSimple,
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

/// The bits behind the initial octet, big-endian.
template <class Bits>
Bits bits_of(BytesView encoded) {
  Bits bits = 0;
  for (std::size_t i = 0; i < sizeof(Bits); ++i) bits = static_cast<Bits>(bits << 8 | encoded[1 + i]);
  return bits;
}

double half_value(std::uint16_t bits) {
  const int exponent = bits >> 10 & 0x1f;
  const int mantissa = bits & 0x3ff;
  double magnitude = std::ldexp(mantissa + 1024, exponent - 25);
  if (exponent == 0) magnitude = std::ldexp(mantissa, -24);
  if (exponent == 31) magnitude = mantissa == 0 ? HUGE_VAL : std::nan("");
  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

/// Whether a binary16 holds the value exactly.
bool fits_half(float value) {
  if (value == 0 || std::isinf(value)) return true;
  int exponent = 0;
  const float mantissa =
      std::frexp(value, &exponent);  // value = mantissa * 2^exponent, 0.5 <= |mantissa| < 1
  if (exponent > 16) return false;
  // 11 significant bits, fewer below the smallest normal number 2^-14.
  const int digits = exponent >= -13 ? 11 : 11 - (-13 - exponent);
  if (digits < 1) return false;
  const float scaled = std::ldexp(mantissa, digits);
  return scaled == std::trunc(scaled);
}

/// A NaN is as long as its payload needs: the bits that a shorter form would drop must not all be zero.
bool is_shortest_float(BytesView encoded) {
  if (encoded[0] == 0xf9) return true;
  const double value = float_value(encoded);
  if (encoded[0] == 0xfa) {
    return std::isnan(value) ? (bits_of<std::uint32_t>(encoded) & 0x1fff) != 0
                             : !fits_half(static_cast<float>(value));
  }
  return std::isnan(value) ? (bits_of<std::uint64_t>(encoded) & 0x1fffffff) != 0
                           : static_cast<double>(static_cast<float>(value)) != value;
}

}  // namespace

double float_value(BytesView encoded) {
  if (encoded[0] == 0xf9) return half_value(bits_of<std::uint16_t>(encoded));
  if (encoded[0] == 0xfa) return static_cast<double>(std::bit_cast<float>(bits_of<std::uint32_t>(encoded)));
  return std::bit_cast<double>(bits_of<std::uint64_t>(encoded));
}

Head read_head(BytesView rest) {
  Head head;
  if (rest.empty()) {
    head.state = HeadState::kIncomplete;
    return head;
  }
  if (read_by_hand(rest, head)) return head;

  const auto result = cbor_stream_decode(rest.data(), rest.size(), &kCallbacks, &head);
  if (result.status == CBOR_DECODER_NEDATA) {
    head.state = HeadState::kIncomplete;
    return head;
  }
  if (result.status != CBOR_DECODER_FINISHED) return head;
  // libcbor counts in size_t: where that has 32 bits (the browser), a longer length was cut off.
  const bool long_argument = (rest[0] & 0x1f) == 27 && head.type != Type::kFloat;
  const bool cut_off = long_argument && bits_of<std::uint64_t>(rest) != head.value;
  head.state = cut_off ? HeadState::kIncomplete : HeadState::kOk;
  head.size = result.read;
  head.shortest =
      head.type == Type::kFloat ? is_shortest_float(rest) : is_shortest_argument(rest[0], head.value);
  return head;
}

}  // namespace cred::cbor
