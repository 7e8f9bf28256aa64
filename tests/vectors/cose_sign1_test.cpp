// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "cred/codec/base64url.h"
#include "cred/cose/foreign.h"
#include "cred/cose/key.h"
#include "support/vectors.h"

namespace cred::cose {
namespace {

/// The cases of other algorithms and other messages, and why they are not ours.
const std::map<std::string, std::string> kNotOurs = {
    {"cwt/A_4.json", "COSE_Mac0"},
    {"cwt/A_5.json", "COSE_Encrypt0"},
    {"cwt/A_6.json", "COSE_Encrypt0 around a signature"},
    {"cwt/A_7.json", "COSE_Mac0"},
    {"ecdsa-sign1/ecdsa-sig-02.json", "ES384"},
    {"ecdsa-sign1/ecdsa-sig-03.json", "ES512"},
    {"ecdsa-sign1/ecdsa-sig-04.json", "P-256 with SHA-512"},
    {"eddsa-sign1/eddsa-sig-02.json", "Ed448"},
    {"x509/signed-01.json", "COSE_Sign with x5bag"},
    {"x509/signed-02.json", "COSE_Sign with x5bag"},
    {"x509/signed-03.json", "COSE_Sign with x5chain"},
    {"x509/signed-04.json", "COSE_Sign with x5chain"},
    {"x509/signed-05.json", "COSE_Sign with x5t"},
};

Bytes member(const nlohmann::json& key, const std::string& name) {
  if (key.contains(name + "_hex")) return test::hex(key[name + "_hex"]);
  auto bytes = codec::from_base64url(key[name].get<std::string>());
  REQUIRE(bytes);
  return std::move(*bytes);
}

crypto::PublicKey key_of(const nlohmann::json& key) {
  auto parsed = key["kty"] == "OKP"
                    ? crypto::PublicKey::ed25519(member(key, "x"))
                    : crypto::PublicKey::p256_uncompressed(member(key, "x"), member(key, "y"));
  REQUIRE(parsed);
  return std::move(*parsed);
}

bool verifies(const nlohmann::json& row) {
  const auto& signer = row["input"]["sign0"];
  const auto bytes = test::hex(row["output"]["cbor"]);
  const auto message = ForeignSign1::parse(bytes);
  const auto external = signer.contains("external") ? test::hex(signer["external"]) : Bytes();
  return message && message->verify(key_of(signer["key"]), external);
}

TEST_CASE("the COSE_Sign1 examples of ES256 and Ed25519 verify, the broken ones do not") {
  test::Vectors vectors("cose-sign1");
  if (!vectors.found()) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(vectors.path())) {
    if (entry.path().extension() != ".json") continue;
    const auto name = entry.path().lexically_relative(vectors.path()).generic_string();
    if (const auto other = kNotOurs.find(name); other != kNotOurs.end()) {
      std::cout << "cose-sign1: " << name << " is not ours: " << other->second << std::endl;
      continue;
    }
    const auto row = vectors.json(name);
    const auto fails = row.contains("fail") ? row["fail"] : row["input"].value("fail", nlohmann::json(false));
    const bool expected = name.find("-fail-") == std::string::npos && fails != true;
    vectors.count(verifies(row) == expected, name);
  }
  vectors.finish();
}

TEST_CASE("the key thumbprint of the SD-CWT draft comes out") {
  test::Vectors vectors("sd-cwt");
  if (!vectors.found()) return;
  const auto key = vectors.json("draft08_examples.json")["keys"]["holder"];
  const auto thumb = thumbprint(key_of(key)).value();
  vectors.count(Bytes(thumb.begin(), thumb.end()) == test::hex(key["cose_key_thumbprint_sha256_hex"]),
                "holder thumbprint");
  vectors.finish();
}

}  // namespace
}  // namespace cred::cose
