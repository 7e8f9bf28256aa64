// SPDX-License-Identifier: Apache-2.0
// How a command names a key.
#pragma once

#include <string>

#include "cli/failure.h"
#include "issuer/exported_key.h"
#include "issuer/store.h"

namespace cred::issuer {

/// Anything with a slash, or that ends in .key or .json.
bool is_key_path(const std::string& reference);

/// NAME in keys/ or offline/; a path to a sealed or an exported key; or the
/// first 16 digits or more of the thumbprint of a key that root or issuers hold.
cli::Outcome<PublicKeyFile> find_public_key(const Store& store, const std::string& reference);

/// A sealed key by NAME in offline/ or keys/ of `store` (may be nullptr), or by the path of its file.
cli::Outcome<KeyFile> find_sealed_key(const Store* store, const std::string& reference);

}  // namespace cred::issuer
