// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "cred/codec/base64url.h"
#include "cred/cose/foreign.h"
#include "cred/cose/key.h"
#include "cred/cose/sig_structure.h"
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

/// What we would have signed, octet by octet; ours never has external_aad.
void check_signed_octets(const nlohmann::json& row) {
  if (row["input"]["sign0"].contains("external")) return;
  const auto bytes = test::hex(row["output"]["cbor"]);
  const auto message = ForeignSign1::parse(bytes);
  REQUIRE(message);
  const auto ours = SigStructure::sign1(message->protected_header, message->payload);
  CHECK(equal(ours.bytes(), test::hex(row["intermediates"]["ToBeSign_hex"])));
}

TEST_CASE("the COSE_Sign1 examples of ES256 and Ed25519 verify, the broken ones do not") {
  test::Vectors vectors("cose-sign1");
  if (!vectors.found()) return;
  int pass = 0;
  int fail = 0;
  std::size_t not_ours = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(vectors.path())) {
    if (entry.path().extension() != ".json") continue;
    const auto name = entry.path().lexically_relative(vectors.path()).generic_string();
    if (const auto other = kNotOurs.find(name); other != kNotOurs.end()) {
      std::cout << "cose-sign1: " << name << " is not ours: " << other->second << std::endl;
      ++not_ours;
      continue;
    }
    const auto row = vectors.json(name);
    const bool broken = row.value("fail", false);
    if (!broken) check_signed_octets(row);
    vectors.count(verifies(row) != broken, name);
    ++(broken ? fail : pass);
  }
  CHECK(pass == 7);
  CHECK(fail == 6);
  CHECK(not_ours == kNotOurs.size());
  vectors.finish();
}

TEST_CASE("the key thumbprints of the SD-CWT draft come out") {
  test::Vectors vectors("sd-cwt");
  if (!vectors.found()) return;
  const auto keys = vectors.json("draft08_examples.json")["keys"];
  const auto holder = thumbprint(key_of(keys["holder"])).value();
  CHECK(equal(holder, test::hex(keys["holder"]["cose_key_thumbprint_sha256_hex"])));
  // The issuer's key is on P-384, which is no key of ours: only the digest of its members can be compared.
  const auto issuer = crypto::sha256(test::hex(keys["issuer"]["thumbprint_input_hex"]));
  CHECK(equal(issuer, test::hex(keys["issuer"]["cose_key_thumbprint_sha256_hex"])));
  std::cout << "sd-cwt: 2/2 key thumbprints" << std::endl;
}

}  // namespace
}  // namespace cred::cose
