// SPDX-License-Identifier: Apache-2.0
#include "issuer/key_reference.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/files.h"
#include "cred/codec/hex.h"
#include "cred/cose/seal.h"
#include "issuer/json.h"

namespace cred::issuer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxExported = 64u << 10;  // octets

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

cli::Outcome<PublicKeyFile> read_public(const fs::path& path) {
  CLI_TRY(const Bytes content, cli::read_file(path, kMaxExported));
  if (const auto sealed = cose::sealed_public_key(content)) return PublicKeyFile{"", *sealed, std::nullopt};
  return parse_exported(as_text(content), path.string());
}

/// Of all keys that the store's trust objects hold, those that begin with these digits.
std::vector<PublicKeyFile> matching(const Store& store, std::string_view digits) {
  std::vector<PublicKeyFile> found;
  const auto add = [&](std::string_view purpose, const crypto::PublicKey& key) {
    if (thumbprint_text(key).starts_with(digits)) found.push_back({std::string(purpose), key, std::nullopt});
  };
  const auto& root = store.root().content();
  for (const auto& key : root.root.keys) add("root", key);
  for (const auto& key : root.issuers.keys) add("issuers", key);
  for (const auto& key : root.head.keys) add("head", key);
  for (const auto& entry : store.issuers().content().entries) add(trust::name(entry.purpose), entry.key);
  return found;
}

bool is_thumbprint(const std::string& reference) {
  constexpr std::size_t kFewest = 16;
  return reference.size() >= kFewest && reference.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool has_key(const fs::path& folder, const std::string& name) {
  std::error_code error;
  return fs::exists(folder / (name + ".key"), error);
}

}  // namespace

bool is_key_path(const std::string& reference) {
  return reference.find('/') != std::string::npos || reference.ends_with(".key") ||
         reference.ends_with(".json");
}

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

cli::Outcome<PublicKeyFile> find_public_key(const Store& store, const std::string& reference) {
  if (is_key_path(reference)) return read_public(reference);
  for (const auto& folder : {store.keys(), store.offline()}) {
    if (!has_key(folder, reference)) continue;
    CLI_TRY(auto key, read_key(folder, reference));
    return PublicKeyFile{std::move(key.purpose), std::move(key.key), std::nullopt};
  }
  if (is_thumbprint(reference)) {
    auto found = matching(store, reference);
    if (found.size() == 1) return std::move(found.front());
  }
  return cli::refused("there is no key " + reference,
                      "name a key of `cred-issuer key list`, the path of a key file, or the kid that "
                      "`root show` or `issuers show` prints");
}

cli::Outcome<KeyFile> find_sealed_key(const Store* store, const std::string& reference) {
  if (is_key_path(reference)) {
    const fs::path path = reference;
    const auto name = path.stem().string();
    std::error_code error;
    if (fs::exists(path.parent_path() / (name + ".purpose"), error))
      return read_key(path.parent_path(), name);
    CLI_TRY(Bytes sealed, cli::read_file(reference, cose::kMaxKeyFile));
    auto key = cose::sealed_public_key(sealed);
    if (!key) return cli::refused(reference, key.error());
    return KeyFile{reference, "", std::move(sealed), std::move(*key)};
  }
  if (store == nullptr) {
    return cli::usage("--key " + reference + " is a name and no store is given",
                      "give the path of the key file, for example offline/" + reference + ".key");
  }
  return read_key(has_key(store->offline(), reference) ? store->offline() : store->keys(), reference);
}

}  // namespace cred::issuer
