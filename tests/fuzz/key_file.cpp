// SPDX-License-Identifier: Apache-2.0
// Parser: libcred/src/cose/seal.cpp
// Longest: 256
#include <array>

#include "cred/cose/seal.h"
#include "fuzz/target.h"
#include "support/fixed_random.h"

namespace cred::fuzz {

namespace {

// [magic, {1 memory, 2 passes, 3 salt, …: where they stand while the memory is below 64 MiB.
constexpr std::size_t kMemoryAt = 12;
constexpr std::size_t kPassesAt = 15;

const SecretBytes& passphrase() {
  static const SecretBytes secret = SecretBytes::copy_of(as_bytes("example only"));
  return secret;
}

const std::vector<Bytes>& genuine() {
  static const std::vector<Bytes> files = [] {
    std::vector<Bytes> made;
    test::FixedRandom random("key files");
    for (const auto algorithm : {crypto::Algorithm::kEd25519, crypto::Algorithm::kEsp256}) {
      const auto key = crypto::generate_private_key(algorithm, random);
      made.push_back(*cose::seal(key, passphrase(), random, {8'192, 1}));
    }
    return made;
  }();
  return files;
}

}  // namespace

std::vector<Bytes> seeds() {
  return genuine();
}

bool accepts(BytesView input) {
  const auto key = cose::sealed_public_key(input);
  if (!key) return false;
  CRED_PLANT(input[kPassesAt] > 4, input[kMemoryAt] >= 0xf0);
  const auto opened = cose::unseal(input, passphrase());
  bool made = false;
  for (const auto& file : genuine()) made = made || equal(file, input);
  must(opened.has_value() == made, "a key file that was changed anywhere does not open");
  return true;
}

}  // namespace cred::fuzz
