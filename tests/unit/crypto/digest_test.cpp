// SPDX-License-Identifier: Apache-2.0
#include "cred/crypto/digest.h"

#include <catch2/catch.hpp>
#include <thread>

#include "octets.h"

namespace cred::crypto {
namespace {

std::string hex(const Digest& digest) {
  return codec::to_hex(digest);
}

// FIPS 180-4 examples.
constexpr auto kEmpty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr auto kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST_CASE("SHA-256 of the published examples comes out") {
  CHECK(hex(sha256(BytesView())) == kEmpty);
  CHECK(hex(sha256(as_bytes("abc"))) == kAbc);
}

TEST_CASE("a digest of pieces is the digest of the whole") {
  CHECK(hex(sha256({as_bytes("a"), {}, as_bytes("bc")})) == kAbc);
  CHECK(sha256({as_bytes("ab"), as_bytes("c")}) != sha256({as_bytes("a"), as_bytes("c")}));
  Sha256 hash;
  for (const auto* piece : {"a", "b", "c"}) hash.update(as_bytes(piece));
  CHECK(hex(hash.finish()) == kAbc);
}

TEST_CASE("two hashes at once and threads do not disturb one another") {
  Sha256 outer;
  outer.update(as_bytes("a"));
  CHECK(hex(sha256(as_bytes("abc"))) == kAbc);
  std::string elsewhere;
  std::thread([&] { elsewhere = hex(sha256(as_bytes("abc"))); }).join();
  outer.update(as_bytes("bc"));
  CHECK(hex(outer.finish()) == kAbc);
  CHECK(elsewhere == kAbc);
}

}  // namespace
}  // namespace cred::crypto
