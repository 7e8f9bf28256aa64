// SPDX-License-Identifier: Apache-2.0
#include "issuer/key_reference.h"

#include <algorithm>

#include "cli/files.h"
#include "cred/cose/seal.h"

namespace cred::issuer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxExported = 64u << 10;  // octets

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

cli::Outcome<PublicKeyFile> find_public_key(const Store& store, const std::string& reference) {
  if (is_key_path(reference)) {
    CLI_TRY(const Bytes content, cli::read_file(reference, kMaxExported));
    return parse_public_key(content, reference);
  }
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
