// SPDX-License-Identifier: Apache-2.0
// Writes deterministic CBOR (RFC 8949 4.2.1): shortest heads, definite lengths. Heads come from libcbor. The
// caller writes map pairs in the bytewise order of their encoded keys; cose::sign refuses a payload that is
// not.
#pragma once

#include <cstdint>
#include <string_view>

#include "cred/base/bytes.h"

namespace cred::cbor {

class Encoder {
 public:
  Encoder& uint(std::uint64_t value);
  Encoder& integer(std::int64_t value);
  Encoder& bytes(BytesView value);
  Encoder& text(std::string_view value);
  Encoder& array(std::size_t count);
  Encoder& map(std::size_t pairs);
  Encoder& tag(std::uint64_t number);
  Encoder& boolean(bool value);
  Encoder& simple(std::uint8_t value);
  /// An item that is encoded already.
  Encoder& item(BytesView encoded);
  /// Only the head of a byte string of `size` octets; the octets follow by item().
  Encoder& bytes_head(std::size_t size);

  void reserve(std::size_t octets) { out_.reserve(octets); }
  BytesView view() const { return out_; }
  Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
};

}  // namespace cred::cbor
