// SPDX-License-Identifier: Apache-2.0
// MOSIP claim 169: what is signed in the clear verifies; everything else may be well formed and is never
// called authentic.
#include <algorithm>
#include <vector>

#include "cred/codec/base45.h"
#include "cred/codec/deflate.h"
#include "cred/cose/foreign.h"
#include "support/vectors.h"

namespace cred {
namespace {

constexpr std::size_t kMaxInflated = 1u << 20;

/// The only two with a signature that can be read without a decryption key.
const std::vector<std::string> kAuthentic = {"ecdsa-p256-signed", "ed25519-signed"};

std::optional<crypto::PublicKey> key_of(const nlohmann::json& row) {
  if (!row.contains("signing_key") || row["signing_key"].is_null()) return std::nullopt;
  const auto octets = test::hex(row["signing_key"]["public_key_hex"]);
  auto key = octets.size() == 32 ? crypto::PublicKey::ed25519(octets)
                                 : crypto::PublicKey::p256_uncompressed(BytesView(octets).subspan(1, 32),
                                                                        BytesView(octets).subspan(33));
  if (!key) return std::nullopt;
  return *key;
}

Result<Bytes> message_of(const std::string& qr_data) {
  CRED_TRY(const auto packed, codec::from_base45(qr_data));
  return codec::inflate(packed, kMaxInflated);
}

/// Authentic under its own key; without one, under the keys of the signed rows.
bool is_authentic(const nlohmann::json& row, const std::vector<crypto::PublicKey>& keys) {
  const auto bytes = message_of(row["qr_data"]);
  if (!bytes) return false;
  const auto message = cose::ForeignSign1::parse(*bytes);
  return message && std::ranges::any_of(keys, [&](const auto& key) { return message->verify(key, {}); });
}

TEST_CASE("claim 169: only what carries a signature is authentic") {
  test::Vectors vectors("claim169");
  if (!vectors.found()) return;
  std::vector<nlohmann::json> rows;
  std::vector<crypto::PublicKey> keys;
  for (const auto* folder : {"valid", "edge", "invalid"}) {
    for (const auto& file : std::filesystem::directory_iterator(vectors.path() / "test-vectors" / folder)) {
      rows.push_back(
          vectors.json("test-vectors/" + std::string(folder) + "/" + file.path().filename().string()));
      if (auto key = key_of(rows.back())) keys.push_back(*key);
    }
  }
  REQUIRE(keys.size() >= kAuthentic.size());
  for (const auto& row : rows) {
    const std::string name = row["name"];
    const bool expected = std::ranges::find(kAuthentic, name) != kAuthentic.end();
    vectors.count(is_authentic(row, keys) == expected, name);
  }
  vectors.finish();
}

}  // namespace
}  // namespace cred
