// SPDX-License-Identifier: Apache-2.0
#include "cred/legacy/number.h"

#include <catch2/catch.hpp>

#include "cred/codec/hex.h"
#include "crypto/xchacha20.h"
#include "support/cards.h"
#include "support/scarce_memory.h"

namespace cred::test {

namespace {

legacy::Salt counting_salt() {
  legacy::Salt salt;
  for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<std::uint8_t>(i);
  return salt;
}

}  // namespace

TEST_CASE("a number is the same however it is typed") {
  for (const auto* typed : {"110000202400216339", " 1100 0020 2400 216339 ", "110000-2024-00216339",
                            "１１００００２０２４００２１６３３９"}) {
    INFO(typed);
    CHECK(*legacy::normalised_number(typed) == "110000202400216339");
  }
  CHECK(*legacy::normalised_number("ex1100-000117") == "EX1100000117");
}

TEST_CASE("a number of which nothing is left is refused") {
  for (const auto* typed : {"", " ", "-", "许可证", "\xff\xfe"}) {
    INFO(typed);
    CHECK(legacy::normalised_number(typed).error().reason == Reason::kText);
    CHECK(legacy::derive_card_key(typed, a_day("1998-09-04"), {}).error().reason == Reason::kText);
  }
}

TEST_CASE("a derived key is the one another implementation derives") {
  // Computed with python3-nacl from the format page.
  const auto key = legacy::derive_card_key("1100 0020-2400216339", a_day("1998-09-04"), counting_salt());
  REQUIRE(key);
  CHECK(codec::to_hex(key->tag) == "9b4e87cc48b95bcdadf61c44ab56be51");
  CHECK(codec::to_hex(key->record_key) == "64b609ca31c5a89121840b48b6fc66a7a4ee0b2669d64002a6f7ce0e3c3d863d");
}

TEST_CASE("number, birth date and salt each make another key") {
  const auto key = *legacy::derive_card_key("BJ0000117", a_day("1983-02-17"), {});
  CHECK(*legacy::derive_card_key("BJ0000118", a_day("1983-02-17"), {}) != key);
  CHECK(*legacy::derive_card_key("BJ0000117", a_day("1983-02-18"), {}) != key);
  CHECK(*legacy::derive_card_key("BJ0000117", a_day("1983-02-17"), counting_salt()) != key);
}

TEST_CASE("without memory for Argon2id there is no key") {
  const auto derived = [] { return legacy::derive_card_key("BJ0000117", a_day("1983-02-17"), {}); };
  REQUIRE(derived());
  const ScarceMemory scarce;
  CHECK(derived().error().reason == Reason::kCrypto);
}

TEST_CASE("the stream is XChaCha20 from counter 0") {
  // Computed from the definition (HChaCha20 by hand, ChaCha20 of python3-cryptography).
  crypto::StreamKey key;
  crypto::StreamNonce nonce;
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(i);
  for (std::size_t i = 0; i < nonce.size(); ++i) nonce[i] = static_cast<std::uint8_t>(i);
  Bytes text(32);
  crypto::xchacha20_xor(key, nonce, text);
  CHECK(codec::to_hex(text) == "e53a61cef151e81401067de33adfc02e90ab205361b49b539fda7f0e63b1bc7d");
}

TEST_CASE("permanent residents are known by form, check character and birth date") {
  struct Row {
    const char* number;
    const char* birth_date;
    bool resident;
  };
  for (const auto& row : std::vector<Row>{
           {"911231198705240010", "1987-05-24", true},
           {"911231198705240010", "1987-05-25", false},   // another birth date
           {"911231198705240011", "1987-05-24", false},   // another check character
           {"811231198705240017", "1987-05-24", false},   // does not begin with 9
           {"9112311987052400A1", "1987-05-24", false},   // not all digits, one above them
           {"9112311987052400/4", "1987-05-24", false},   // and one below
           {"91123119870524001", "1987-05-24", false},    // 17 characters
           {"9112311987052400100", "1987-05-24", false},  // 19 characters
           {"USA110085071416", "1985-07-14", true},       // the form before December 2023
           {"USA110085071417", "1985-07-14", false},
           {"USA110085071416", "1985-07-15", false},
           {"US1110085071417", "1985-07-14", false},  // three letters, …
           {"US[110085071412", "1985-07-14", false},
           {"USA1100850714A3", "1985-07-14", false},  // … then digits
           {"USA11/085071415", "1985-07-14", false},
           {"USA110085071", "1985-07-14", false},
           {"110000202400216339", "1998-09-04", false},
           {"", "1998-09-04", false},
       }) {
    INFO(row.number << " born " << row.birth_date);
    CHECK(legacy::is_permanent_resident(row.number, a_day(row.birth_date)) == row.resident);
  }
}

}  // namespace cred::test
