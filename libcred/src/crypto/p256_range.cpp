// SPDX-License-Identifier: Apache-2.0
#include "crypto/p256.h"

#include <algorithm>

namespace cred::crypto::p256 {

namespace {

// FIPS 186-5 / SEC 2: the order n of P-256, and (n - 1) / 2, big-endian.
constexpr Coordinate kOrder = {0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff,
                               0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17,
                               0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51};
constexpr Coordinate kHalfOrder = {0x7f, 0xff, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff,
                                   0xff, 0xff, 0xff, 0xff, 0xff, 0xde, 0x73, 0x7d, 0x56, 0xd3, 0x8b,
                                   0xcf, 0x42, 0x79, 0xdc, 0xe5, 0x61, 0x7e, 0x31, 0x92, 0xa8};

bool less(BytesView a, BytesView b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

bool is_zero(BytesView number) {
  return std::all_of(number.begin(), number.end(), [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

bool is_scalar(BytesView scalar) {
  return scalar.size() == 32 && !is_zero(scalar) && less(scalar, kOrder);
}

bool is_in_range(BytesView signature) {
  return is_scalar(signature.first(32)) && is_scalar(signature.subspan(32));
}

bool is_low_s(BytesView signature) {
  return !less(kHalfOrder, signature.subspan(32));
}

}  // namespace cred::crypto::p256
