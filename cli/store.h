// SPDX-License-Identifier: Apache-2.0
// A store is a folder that names its kind, so the wrong kind is a clear refusal. Opening never creates.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "cli/failure.h"

namespace cred::cli {

enum class StoreKind { kIssuer, kHolder, kVerifier };

/// --store, else CRED_ISSUER_STORE / CRED_HOLDER_STORE / CRED_VERIFIER_STORE, else a usage failure that names
/// both.
Outcome<std::filesystem::path> store_path(StoreKind kind, std::string_view option);
/// Checks the kind file of an existing store (version too).
Outcome<void> check_store(StoreKind kind, const std::filesystem::path& store);
/// Makes the folder, takes it by its kind file and lets `fill` write what belongs in it. A folder that is
/// there and not empty is refused. When `fill` fails, nothing is left.
Outcome<void> make_store(StoreKind kind, const std::filesystem::path& store,
                         const std::function<Outcome<void>()>& fill);

}  // namespace cred::cli
