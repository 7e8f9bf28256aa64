// SPDX-License-Identifier: Apache-2.0
// A public key that another authority hands over: exported as JSON, or its sealed file.
// Parser: issuer/exported_key.cpp
// Dictionary: json
// Longest: 1024
#include "issuer/exported_key.h"

#include <fstream>
#include <iterator>

#include "cred/codec/hex.h"
#include "cred/cose/seal.h"
#include "fuzz/refused.h"
#include "fuzz/world.h"
#include "support/source_dir.h"

namespace cred::fuzz {

namespace {

issuer::Authority described() {
  std::ifstream file(test::source_file("examples/authority.json"));
  const std::string text(std::istreambuf_iterator<char>(file), {});
  return *issuer::parse_authority(text, "authority.json");
}

std::string exported(const crypto::PublicKey& key, bool with_authority) {
  static const issuer::Authority whose = described();
  return issuer::to_json({"permits-1", "permits", {}, key}, with_authority ? &whose : nullptr);
}

std::string as_json(std::string_view algorithm, std::string_view x, std::string_view more) {
  return R"({"purpose":"permits","key":{"alg":")" + std::string(algorithm) + R"(","x":")" + std::string(x) +
         "\"" + std::string(more);
}

}  // namespace

std::vector<Bytes> seeds() {
  const auto& edwards = authority().permits_key->public_key();
  const auto& p256 = authority().permits_p256_key->public_key();
  test::FixedRandom random("exported key");
  const auto key = crypto::generate_private_key(crypto::Algorithm::kEd25519, random);
  std::vector<Bytes> all = {
      *cose::seal(key, SecretBytes::copy_of(as_bytes("example only")), random, {8'192, 1})};
  for (const auto& text : {exported(edwards, true), exported(p256, true), exported(edwards, false)})
    all.push_back(to_bytes(as_bytes(text)));
  return all;
}

std::vector<Refused> refused() {
  const auto x = codec::to_hex(authority().permits_key->public_key().x());
  std::vector<Refused> all;
  for (const auto& [wrong, text] : std::vector<std::pair<std::string_view, std::string>>{
           {"no JSON", "permits"},
           {"no key", R"({"purpose":"permits"})"},
           {"a purpose that is no text", R"({"purpose":1,"key":{}})"},
           {"an authority that is none",
            R"({"authority":{},)" + exported(authority().log_key->public_key(), false).substr(1)},
           {"a member too many", as_json("Ed25519", x, R"(},"more":1})")},
           {"an unknown algorithm", as_json("RS256", x, "}}")},
           {"half a key", as_json("Ed25519", x.substr(32), "}}")},
           {"a point on no curve", as_json("ES256", x, R"(,"y":")" + x + "\"}}")}})
    all.push_back({wrong, to_bytes(as_bytes(text))});
  return all;
}

bool accepts(BytesView input) {
  const auto read = issuer::parse_public_key(input, "key.json");
  if (!read) {
    must(!read.error().error.empty(), "a refusal says why");
    return false;
  }
  const auto* whose = read->authority ? &*read->authority : nullptr;
  const auto text = issuer::to_json({"", read->purpose, {}, read->key}, whose);
  const auto again = issuer::parse_public_key(as_bytes(text), "key.json");
  must(again && again->key == read->key && again->purpose == read->purpose, "what is exported is read again");
  must(issuer::to_json({"", again->purpose, {}, again->key},
                       again->authority ? &*again->authority : nullptr) == text,
       "and means the same");
  CRED_PLANT(read->purpose.size() < 4, read->purpose.size() == 1);
  return true;
}

}  // namespace cred::fuzz
