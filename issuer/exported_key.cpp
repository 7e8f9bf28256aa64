// SPDX-License-Identifier: Apache-2.0
#include "issuer/exported_key.h"

#include <fmt/format.h>

#include "cred/codec/hex.h"
#include "cred/cose/seal.h"
#include "issuer/json.h"

namespace cred::issuer {

namespace {

cli::Outcome<crypto::PublicKey> parse_key(const Json& json, const std::string& what) {
  const auto text_of = [&](std::string_view member) {
    const auto* value = json.find(member);
    return value != nullptr && value->kind == Json::Kind::kString ? value->text : std::string();
  };
  const auto algorithm = crypto::algorithm_from_name(text_of("alg"));
  const auto x = codec::from_hex(text_of("x"));
  const auto y = codec::from_hex(text_of("y"));
  if (!algorithm || !x || !y) return cli::refused(what + ": /key is no {\"alg\", \"x\"} or {…, \"y\"}");
  auto key = *algorithm == crypto::Algorithm::kEd25519 ? crypto::PublicKey::ed25519(*x)
                                                       : crypto::PublicKey::p256_uncompressed(*x, *y);
  if (!key) return cli::refused(what, key.error());
  return std::move(*key);
}

cli::Outcome<PublicKeyFile> parse_exported(std::string_view text, const std::string& what) {
  const auto json = parse_json(text);
  if (!json) return cli::refused(what + ": " + message_of(json.error()));
  const auto* authority_json = json->find("authority");
  const auto* purpose = json->find("purpose");
  const auto* key_json = json->find("key");
  const std::size_t members = authority_json == nullptr ? 2 : 3;
  if (purpose == nullptr || key_json == nullptr || json->keys.size() != members ||
      purpose->kind != Json::Kind::kString) {
    return cli::refused(what + " is no exported key: authority, purpose and key belong in it",
                        "the other authority makes it with `cred-issuer key export NAME`");
  }
  CLI_TRY(auto key, parse_key(*key_json, what));
  PublicKeyFile exported{purpose->text, std::move(key), std::nullopt};
  if (authority_json != nullptr) {
    CLI_TRY(exported.authority, parse_authority(canonical(*authority_json), what + " /authority"));
  }
  return exported;
}

}  // namespace

std::string to_json(const KeyFile& key, const Authority* authority) {
  auto whose = authority ? to_json(*authority) : std::string();
  if (authority)
    whose = "\"authority\":" + whose.substr(0, whose.size() - 1) + ",";  // without the line's end
  const bool curve = key.key.algorithm() == crypto::Algorithm::kEsp256;
  const auto y = curve ? fmt::format(R"(,"y":"{}")", codec::to_hex(key.key.y())) : std::string();
  return fmt::format(R"({{{}"purpose":{},"key":{{"alg":"{}","x":"{}"{}}}}})"
                     "\n",
                     whose, json_string(key.purpose), crypto::name(key.key.algorithm()),
                     codec::to_hex(key.key.x()), y);
}

cli::Outcome<PublicKeyFile> parse_public_key(BytesView content, const std::string& what) {
  if (const auto sealed = cose::sealed_public_key(content)) return PublicKeyFile{"", *sealed, std::nullopt};
  return parse_exported(as_text(content), what);
}

}  // namespace cred::issuer
