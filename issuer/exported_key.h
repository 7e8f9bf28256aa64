// SPDX-License-Identifier: Apache-2.0
// How a public key travels from one machine or authority to another:
//   {"authority": {…as authority.json…}, "purpose": "permits", "key": {"alg": "ES256", "x": "…", "y": "…"}}
// without authority when a key leaves a machine that has no store, without y for Ed25519.
#pragma once

#include <optional>
#include <string>

#include "cli/failure.h"
#include "cred/crypto/public_key.h"
#include "issuer/authority.h"
#include "issuer/keys.h"

namespace cred::issuer {

struct PublicKeyFile {
  std::string purpose;
  crypto::PublicKey key;
  std::optional<Authority> authority;  // whose: none for a sealed key file and a name of this store
};

/// The key's public half for others: `key export`. Whose it is says nobody for a key of root, issuers or
/// head.
std::string to_json(const KeyFile& key, const Authority* authority);

/// `what` names the file in a refusal. Whose key it is, is for people to compare: nobody signed it.
/// A sealed key file is one too, that says nothing but the key.
cli::Outcome<PublicKeyFile> parse_public_key(BytesView content, const std::string& what);

}  // namespace cred::issuer
