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

TEST_CASE("Wycheproof: Ed25519, and P-256 with SHA-256 in the form COSE carries") {
  test::Vectors vectors("wycheproof");
  if (!vectors.found()) return;

  const auto ed25519 = vectors.json("ed25519_test.json");
  for (const auto& group : ed25519["testGroups"]) {
    const auto key = PublicKey::ed25519(test::hex(group["publicKey"]["pk"]));
    for (const auto& row : group["tests"]) {
      const bool verifies = key && key->verify(test::hex(row["msg"]), test::hex(row["sig"]));
      vectors.count(verifies == (row["result"] == "valid"),
                    "Ed25519 " + std::to_string(row["tcId"].get<int>()));
    }
  }
  int high_s = 0;
  const auto p256 = vectors.json("ecdsa_secp256r1_sha256_p1363_test.json");
  for (const auto& group : p256["testGroups"]) {
    const auto key = PublicKey::p256_uncompressed(coordinate(group["publicKey"]["wx"]),
                                                  coordinate(group["publicKey"]["wy"]));
    for (const auto& row : group["tests"]) {
      const auto message = test::hex(row["msg"]);
      const auto signature = test::hex(row["sig"]);
      const bool verifies = key && key->verify(message, signature, EcdsaForm::kAnyS);
      vectors.count(verifies == (row["result"] == "valid"),
                    "P-256 " + std::to_string(row["tcId"].get<int>()));
      high_s += verifies && !key->verify(message, signature) ? 1 : 0;
    }
  }
  // Valid by the library, refused by our policy: the other of two signatures that verify.
  std::cout << "wycheproof: " << high_s << " high-s signatures refused by policy" << std::endl;
  CHECK(high_s == 70);
  vectors.finish();
}

}  // namespace
}  // namespace cred::crypto
