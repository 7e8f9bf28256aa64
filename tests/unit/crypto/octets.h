// SPDX-License-Identifier: Apache-2.0
// Octets of published examples, written as hex.
#pragma once

#include <catch2/catch.hpp>
#include <string_view>

#include "cred/base/secret.h"
#include "cred/codec/hex.h"

namespace cred::crypto {

inline Bytes octets(std::string_view hex) {
  auto bytes = codec::from_hex(hex);
  REQUIRE(bytes);
  return std::move(*bytes);
}

inline SecretBytes secret_octets(std::string_view hex) {
  return SecretBytes::copy_of(octets(hex));
}

}  // namespace cred::crypto
