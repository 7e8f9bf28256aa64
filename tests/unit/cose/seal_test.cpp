// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/seal.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "message.h"
#include "support/format_page.h"

namespace cred::cose {
namespace {

using crypto::Algorithm;

constexpr crypto::Argon2Cost kCheapest{8'192, 1};

SecretBytes passphrase(std::string_view text = "correct horse") {
  return SecretBytes::copy_of(as_bytes(text));
}

struct Sealed {
  explicit Sealed(Algorithm algorithm) : random(1), key(crypto::generate_private_key(algorithm, random)) {
    auto made = seal(key, passphrase(), random, kCheapest);
    REQUIRE(made);
    file = std::move(*made);
  }
  test::FixedRandom random;
  crypto::PrivateKey key;
  Bytes file;
};

/// A key file by its members; `cost` is the whole second one.
std::string reading(const std::string& magic, const std::string& cost, const std::string& sealed) {
  const auto signer = make_signer(Algorithm::kEd25519);
  cbor::Encoder out;
  out.array(4).text(magic).item(octets(cost));
  encode_key(out, signer->public_key());
  return word_of(sealed_public_key(out.item(octets(sealed)).view()));
}

const std::string kSaltAndNonce =
    "03500000000000000000000000000000000004581800000000000000000000000000000000000000"
    "0000000000";
const std::string kGoodCost = "a4011920000201" + kSaltAndNonce;
const std::string kGoodSealed = "5830" + std::string(96, '0');

TEST_CASE("a sealed key opens with its passphrase and shows its public key without") {
  const Sealed made(GENERATE(Algorithm::kEd25519, Algorithm::kEsp256));
  const auto opened = unseal(made.file, passphrase());
  REQUIRE(opened);
  CHECK(opened->algorithm == made.key.algorithm);
  CHECK(equal(opened->secret.reveal(), made.key.secret.reveal()));
  const auto shown = sealed_public_key(made.file);
  REQUIRE(shown);
  CHECK(*shown == (*crypto::make_software_signer(made.key))->public_key());
  CHECK(made.file.size() < kMaxKeyFile);
}

TEST_CASE("the secret does not stand in the file, and two files of one key differ") {
  Sealed made(Algorithm::kEd25519);
  const auto text = as_text(made.file);
  CHECK(text.find(as_text(made.key.secret.reveal())) == std::string_view::npos);
  const auto again = seal(made.key, passphrase(), made.random, kCheapest);
  REQUIRE(again);
  CHECK(*again != made.file);
}

TEST_CASE("the example of the format's page opens") {
  const auto file = test::example_of("key-file");
  CHECK(file.size() == 151);
  const auto opened = unseal(file, passphrase("only an example"));
  REQUIRE(opened);
  CHECK((*crypto::make_software_signer(*opened))->public_key() == *sealed_public_key(file));
  CHECK(word_of(unseal(file, passphrase("only an exampel"))) == "passphrase");
}

TEST_CASE("a wrong passphrase does not open a key file") {
  const Sealed made(Algorithm::kEd25519);
  CHECK(word_of(unseal(made.file, passphrase("correct horsf"))) == "passphrase");
  CHECK(word_of(unseal(made.file, passphrase(""))) == "passphrase");
}

TEST_CASE("no octet of a key file can be changed") {
  const Sealed made(Algorithm::kEsp256);
  std::set<std::string> words;
  auto file = made.file;
  for (std::size_t i = 0; i < file.size(); ++i) {
    const auto mask = static_cast<std::uint8_t>(1u << i % 8);
    file[i] ^= mask;
    INFO("octet " << i);
    const auto opened = unseal(file, passphrase());
    CHECK_FALSE(opened);
    words.insert(word_of(opened));
    file[i] ^= mask;
  }
  CHECK(words == std::set<std::string>{"key-file", "passphrase"});
}

TEST_CASE("a key file cut short or followed by anything is none") {
  const Sealed made(Algorithm::kEd25519);
  for (std::size_t size = 0; size < made.file.size(); ++size)
    CHECK(word_of(sealed_public_key(BytesView(made.file).first(size))) == "key-file");
  auto longer = made.file;
  longer.push_back(0);
  CHECK(word_of(sealed_public_key(longer)) == "key-file");
}

TEST_CASE("the members of a key file are exactly its own") {
  CHECK(reading("FWPKEY1", kGoodCost, kGoodSealed) == "accepted");
  CHECK(reading("FWPKEY2", kGoodCost, kGoodSealed) == "key-file");
  CHECK(reading("FWPKEY1", "a0", kGoodSealed) == "key-file");
  CHECK(reading("FWPKEY1", "a5011920000201" + kSaltAndNonce + "0500", kGoodSealed) == "key-file");
  CHECK(reading("FWPKEY1", kGoodCost, "582f" + std::string(94, '0')) == "key-file");
  CHECK(reading("FWPKEY1", kGoodCost, kGoodSealed + "00") == "key-file");
  CHECK(reading("FWPKEY1", kGoodCost, "00") == "key-file");
}

TEST_CASE("a cost out of bounds is refused before it is paid") {
  const auto with_cost = [](const std::string& memory, const std::string& passes) {
    return reading("FWPKEY1", "a401" + memory + "02" + passes + kSaltAndNonce, kGoodSealed);
  };
  CHECK(with_cost("192000", "01") == "accepted");  // 8,192 KiB
  CHECK(with_cost("191fff", "01") == "key-file");
  CHECK(with_cost("1a00100000", "0a") == "accepted");  // 1 GiB, 10 passes
  CHECK(with_cost("1a00100001", "0a") == "key-file");
  CHECK(with_cost("1a00100000", "0b") == "key-file");
  CHECK(with_cost("192000", "00") == "key-file");
  CHECK(with_cost("1b0000000100002000", "01") == "key-file");  // 2^32 + 8,192
  CHECK(with_cost("192000", "1b0000000100000001") == "key-file");
}

TEST_CASE("a file that nobody could open is not made") {
  Sealed made(Algorithm::kEd25519);
  CHECK(word_of(seal(made.key, passphrase(), made.random, {8'191, 1})) == "key-file");
  CHECK(word_of(seal(made.key, passphrase(), made.random, {8'192, 11})) == "key-file");
  CHECK(word_of(seal({Algorithm::kEsp256, SecretBytes(32)}, passphrase(), made.random, kCheapest)) == "key");
}

}  // namespace
}  // namespace cred::cose
