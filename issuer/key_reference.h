// SPDX-License-Identifier: Apache-2.0
// How a command names a public key, and how a public key travels from one machine or authority to another:
//   {"authority": {…as authority.json…}, "purpose": "permits", "key": {"alg": "ES256", "x": "…", "y": "…"}}
// without authority when a key leaves a machine that has no store, without y for Ed25519.
#pragma once

#include <optional>
#include <string>

#include "cli/failure.h"
#include "cred/crypto/public_key.h"
#include "issuer/authority.h"
#include "issuer/store.h"

namespace cred::issuer {

struct PublicKeyFile {
  std::string purpose;
  crypto::PublicKey key;
  std::optional<Authority> authority;  // whose: none for a sealed key file and a name of this store
};

/// The key's public half for others: `key export`. Whose it is says nobody for a key of root, issuers or
/// head.
std::string to_json(const KeyFile& key, const Authority* authority);

/// Anything with a slash, or that ends in .key or .json.
bool is_key_path(const std::string& reference);

/// NAME in keys/ or offline/; a path to a sealed or an exported key; or the
/// first 16 digits or more of the thumbprint of a key that root or issuers hold.
cli::Outcome<PublicKeyFile> find_public_key(const Store& store, const std::string& reference);

/// A sealed key by NAME in offline/ or keys/ of `store` (may be nullptr), or by the path of its file.
cli::Outcome<KeyFile> find_sealed_key(const Store* store, const std::string& reference);

}  // namespace cred::issuer
