// SPDX-License-Identifier: Apache-2.0
#include "cred/crypto/public_key.h"
#include "support/vectors.h"

namespace cred::crypto {
namespace {

/// 32 octets from a number that may carry a leading zero or lack one.
Bytes coordinate(const std::string& text) {
  Bytes bytes = test::hex(text.size() % 2 == 0 ? text : "0" + text);
  while (bytes.size() > 32) bytes.erase(bytes.begin());
  while (bytes.size() < 32) bytes.insert(bytes.begin(), 0);
  return bytes;
}

/// Runs every case of a file and prints "wycheproof: 151/151 Ed25519"; `key_of` reads a group's public key.
template <class KeyOf, class Seen>
void run(test::Vectors& vectors, const std::string& file, const std::string& title, KeyOf key_of, Seen seen) {
  const auto json = vectors.json(file);
  int good = 0;
  int total = 0;
  for (const auto& group : json["testGroups"]) {
    const Result<PublicKey> key = key_of(group["publicKey"]);
    for (const auto& row : group["tests"]) {
      const auto message = test::hex(row["msg"]);
      const auto signature = test::hex(row["sig"]);
      const bool verifies = key && key->verify(message, signature, EcdsaForm::kAnyS);
      const bool as_expected = verifies == (row["result"] == "valid");
      vectors.count(as_expected, title + " case " + std::to_string(row["tcId"].get<int>()));
      good += as_expected ? 1 : 0;
      ++total;
      if (verifies) seen(*key, message, signature);
    }
  }
  std::cout << "wycheproof: " << good << "/" << total << " " << title << std::endl;
  CHECK(total == json["numberOfTests"]);
}

TEST_CASE("Wycheproof: Ed25519, and P-256 with SHA-256 in the form COSE carries") {
  test::Vectors vectors("wycheproof");
  if (!vectors.found()) return;

  run(
      vectors, "ed25519_test.json", "Ed25519",
      [](const auto& key) { return PublicKey::ed25519(test::hex(key["pk"])); },
      [](const auto&, const auto&, const auto&) {});

  int valid = 0;
  int high_s = 0;
  run(
      vectors, "ecdsa_secp256r1_sha256_p1363_test.json", "P-256 with SHA-256",
      [](const auto& key) {
        return PublicKey::p256_uncompressed(coordinate(key["wx"]), coordinate(key["wy"]));
      },
      [&](const PublicKey& key, const Bytes& message, const Bytes& signature) {
        ++valid;
        high_s += key.verify(message, signature, EcdsaForm::kLowS) ? 0 : 1;
      });
  // Of two signatures that verify, the library takes both and our policy one.
  std::cout << "wycheproof: " << high_s << " of " << valid
            << " valid P-256 signatures refused by policy: high s" << std::endl;
  CHECK(high_s == 70);
  vectors.finish();
}

}  // namespace
}  // namespace cred::crypto
