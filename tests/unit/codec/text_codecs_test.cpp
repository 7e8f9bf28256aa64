// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "cred/codec/base64url.h"
#include "cred/codec/crockford.h"
#include "cred/codec/hex.h"

namespace cred::codec {
namespace {

TEST_CASE("hexadecimal is written low and read in either case") {
  CHECK(to_hex(Bytes{0x00, 0xab, 0xff}) == "00abff");
  CHECK(*from_hex("00ABff") == Bytes{0x00, 0xab, 0xff});
  for (const auto* text : {"0", "0g", " 00", "0x00"}) CHECK_FALSE(from_hex(text));
}

TEST_CASE("base64url has one text for one byte string") {
  // RFC 4648 section 10, without padding.
  CHECK(to_base64url(as_bytes("foobar")) == "Zm9vYmFy");
  CHECK(to_base64url(as_bytes("fooba")) == "Zm9vYmE");
  CHECK(to_base64url(as_bytes("foob")) == "Zm9vYg");
  CHECK(to_base64url(Bytes{0xfb, 0xff}) == "-_8");
  CHECK(as_text(*from_base64url("Zm9vYg")) == "foob");
  for (const auto* text : {"Z", "Zm9vYg==", "Zm9vYh", "Zm9v YmE", "+/8", "Zm9vYmE\n"}) {
    CAPTURE(text);
    CHECK_FALSE(from_base64url(text));
  }
}

TEST_CASE("a document id is 16 characters of Crockford's alphabet") {
  CHECK(to_document_id({}) == "0000000000000000");
  CHECK(to_document_id({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}) == "ZZZZZZZZZZZZZZZZ");
  CHECK(is_document_id(to_document_id({1, 2, 3, 4, 5, 6, 7, 8, 9, 10})));
  CHECK(is_document_id("K3M9Q2XT7RW4VNP8"));
  for (const auto* text : {"", "K3M9Q2XT7RW4VNP", "K3M9Q2XT7RW4VNP88", "k3m9q2xt7rw4vnp8", "K3M9Q2XT7RW4VNPI",
                           "K3M9Q2XT7RW4VNPO"}) {
    CAPTURE(text);
    CHECK_FALSE(is_document_id(text));
  }
}

}  // namespace
}  // namespace cred::codec
