// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "cred/crypto/argon2.h"
#include "crypto/aead.h"
#include "octets.h"

namespace cred::crypto {
namespace {

constexpr Argon2Cost kCheap{64, 1};

std::string tag(std::string_view password, std::string_view salt, Argon2Cost cost) {
  Bytes out(16);
  REQUIRE(argon2id(as_bytes(password), as_bytes(salt), cost, out));
  return codec::to_hex(out);
}

TEST_CASE("Argon2id says what another implementation says") {
  // OpenSSL's: argon2 somesalt00000000 -id -t 2 -k 64 -p 1 -l 16, password "password".
  CHECK(tag("password", "somesalt00000000", {64, 2}) == "bc09a766da7df2292b02f5da22352808");
}

TEST_CASE("every input of Argon2id counts") {
  const auto plain = tag("password", "0123456789abcdef", kCheap);
  CHECK(plain == tag("password", "0123456789abcdef", kCheap));
  CHECK(plain != tag("Password", "0123456789abcdef", kCheap));
  CHECK(plain != tag("password", "0123456789abcdeF", kCheap));
  CHECK(plain != tag("password", "0123456789abcdef", {65, 1}));
  CHECK(plain != tag("password", "0123456789abcdef", {64, 2}));
  CHECK(tag("", "0123456789abcdef", kCheap) != plain);
}

TEST_CASE("a salt of another size is refused") {
  Bytes out(16);
  const auto refused = argon2id(as_bytes("password"), as_bytes("short"), kCheap, out);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == Reason::kCrypto);
}

TEST_CASE("what was sealed opens with the same key, nonce and associated data only") {
  const SecretBytes key = SecretBytes::copy_of(Bytes(kAeadKeySize, 1));
  const Bytes nonce(kAeadNonceSize, 2);
  const auto sealed = aead_seal(key, nonce, as_bytes("public"), secret_octets("c0ffee"));
  CHECK(sealed.size() == 3 + kAeadTagSize);

  const auto opened = aead_open(key, nonce, as_bytes("public"), sealed);
  REQUIRE(opened);
  CHECK(equal(opened->reveal(), octets("c0ffee")));
  CHECK_FALSE(aead_open(SecretBytes::copy_of(Bytes(kAeadKeySize, 3)), nonce, as_bytes("public"), sealed));
  CHECK_FALSE(aead_open(key, Bytes(kAeadNonceSize, 3), as_bytes("public"), sealed));
  CHECK_FALSE(aead_open(key, nonce, as_bytes("Public"), sealed));
  CHECK_FALSE(aead_open(key, nonce, as_bytes("public"), BytesView(sealed).first(sealed.size() - 1)));
  CHECK_FALSE(aead_open(key, nonce, as_bytes("public"), BytesView(sealed).first(15)));
}

}  // namespace
}  // namespace cred::crypto
