// SPDX-License-Identifier: Apache-2.0
#include <cbor.h>

#include <array>
#include <cassert>

#include "cred/cbor/encode.h"

namespace cred::cbor {

namespace {

constexpr std::size_t kMaxHead = 9;  // octets

/// Appends what one of libcbor's encoders writes; they choose the shortest head.
template <class Encode>
void append_head(Bytes& out, Encode encode) {
  std::array<unsigned char, kMaxHead> head;
  const std::size_t size = encode(head.data(), head.size());
  out.insert(out.end(), head.begin(), head.begin() + size);
}

}  // namespace

Encoder& Encoder::uint(std::uint64_t value) {
  append_head(out_,
              [value](unsigned char* to, std::size_t room) { return cbor_encode_uint(value, to, room); });
  return *this;
}

Encoder& Encoder::integer(std::int64_t value) {
  if (value >= 0) return uint(static_cast<std::uint64_t>(value));
  const auto magnitude = static_cast<std::uint64_t>(-1 - value);
  append_head(out_, [magnitude](unsigned char* to, std::size_t room) {
    return cbor_encode_negint(magnitude, to, room);
  });
  return *this;
}

Encoder& Encoder::bytes_head(std::size_t size) {
  append_head(out_, [size](unsigned char* to, std::size_t room) {
    return cbor_encode_bytestring_start(size, to, room);
  });
  return *this;
}

Encoder& Encoder::bytes(BytesView value) {
  bytes_head(value.size());
  append(out_, value);
  return *this;
}

Encoder& Encoder::text(std::string_view value) {
  append_head(out_, [value](unsigned char* to, std::size_t room) {
    return cbor_encode_string_start(value.size(), to, room);
  });
  append(out_, as_bytes(value));
  return *this;
}

Encoder& Encoder::array(std::size_t count) {
  append_head(out_, [count](unsigned char* to, std::size_t room) {
    return cbor_encode_array_start(count, to, room);
  });
  return *this;
}

Encoder& Encoder::map(std::size_t pairs) {
  append_head(
      out_, [pairs](unsigned char* to, std::size_t room) { return cbor_encode_map_start(pairs, to, room); });
  return *this;
}

Encoder& Encoder::tag(std::uint64_t number) {
  append_head(out_,
              [number](unsigned char* to, std::size_t room) { return cbor_encode_tag(number, to, room); });
  return *this;
}

Encoder& Encoder::boolean(bool value) {
  append_head(out_,
              [value](unsigned char* to, std::size_t room) { return cbor_encode_bool(value, to, room); });
  return *this;
}

Encoder& Encoder::simple(std::uint8_t value) {
  assert(value < 24 || value > 31);  // libcbor would write what is not well-formed
  append_head(out_,
              [value](unsigned char* to, std::size_t room) { return cbor_encode_ctrl(value, to, room); });
  return *this;
}

Encoder& Encoder::item(BytesView encoded) {
  append(out_, encoded);
  return *this;
}

}  // namespace cred::cbor
