// SPDX-License-Identifier: Apache-2.0
// A message of ours in its parts, so that a test can spoil one of them.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "cred/codec/hex.h"
#include "cred/cose/header.h"
#include "cred/cose/sig_structure.h"
#include "cred/crypto/software_signer.h"
#include "support/fixed_random.h"

namespace cred::cose {

inline std::unique_ptr<crypto::Signer> make_signer(crypto::Algorithm algorithm, std::uint64_t seed = 1) {
  test::FixedRandom random(seed);
  auto signer = crypto::make_software_signer(crypto::generate_private_key(algorithm, random));
  REQUIRE(signer);
  return std::move(*signer);
}

inline Bytes octets(std::string_view hex) {
  auto bytes = codec::from_hex(hex);
  REQUIRE(bytes);
  return std::move(*bytes);
}

/// "accepted", or the word of the reason.
template <class T>
std::string word_of(const Result<T>& result) {
  return result ? "accepted" : std::string(word(result.error().reason));
}

/// {1: "permit"}
inline Bytes example_payload() {
  return octets("a101667065726d6974");
}

}  // namespace cred::cose
