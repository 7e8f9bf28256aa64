// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "cred/cose/seal.h"
#include "message.h"

namespace cred::cose {
namespace {

constexpr crypto::Argon2Cost kCheapest{8'192, 1};
constexpr std::string_view kContent = "a key, a root, and permits";

SecretBytes secret(std::string_view text) {
  return SecretBytes::copy_of(as_bytes(text));
}

Bytes wallet() {
  test::FixedRandom random(1);
  auto made = seal_wallet(secret(kContent), secret("correct horse"), random, kCheapest);
  REQUIRE(made);
  return std::move(*made);
}

TEST_CASE("a sealed wallet opens with its passphrase and shows nothing without") {
  const auto file = wallet();
  const auto opened = unseal_wallet(file, secret("correct horse"));
  REQUIRE(opened);
  CHECK(as_text(opened->reveal()) == kContent);
  CHECK(as_text(file).find("permits") == std::string_view::npos);
  CHECK(word_of(unseal_wallet(file, secret("correct horsf"))) == "passphrase");
}

TEST_CASE("no octet of a wallet can be changed, cut off or added") {
  auto file = wallet();
  std::set<std::string> words;
  for (std::size_t i = 0; i < file.size(); ++i) {
    const auto mask = static_cast<std::uint8_t>(1u << i % 8);
    file[i] ^= mask;
    INFO("octet " << i);
    words.insert(word_of(unseal_wallet(file, secret("correct horse"))));
    file[i] ^= mask;
  }
  CHECK(words == std::set<std::string>{"key-file", "passphrase"});
  CHECK(word_of(unseal_wallet(BytesView(file).first(file.size() - 1), secret("correct horse"))) ==
        "key-file");
  file.push_back(0);
  CHECK(word_of(unseal_wallet(file, secret("correct horse"))) == "key-file");
}

TEST_CASE("a key file is no wallet, and a wallet no key file") {
  test::FixedRandom random(2);
  const auto key = crypto::generate_private_key(crypto::Algorithm::kEsp256, random);
  const auto key_file = seal(key, secret("correct horse"), random, kCheapest);
  REQUIRE(key_file);
  CHECK(word_of(unseal_wallet(*key_file, secret("correct horse"))) == "key-file");
  CHECK(word_of(unseal(wallet(), secret("correct horse"))) == "key-file");
}

TEST_CASE("a wallet of a cost that no reader would accept is not made") {
  test::FixedRandom random(3);
  CHECK(word_of(seal_wallet(secret(kContent), secret("x"), random, {8'191, 1})) == "key-file");
}

}  // namespace
}  // namespace cred::cose
