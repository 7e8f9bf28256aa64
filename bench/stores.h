// SPDX-License-Identifier: Apache-2.0
// Verifier stores on disk, as `cred-verifier init` and `update` make them.
#pragma once

#include <filesystem>

#include "bench/sample.h"
#include "verifier/store.h"

namespace cred::bench {

/// A store that believes the sample's root, and the bundle's file beside it (FOLDER.bundle), not imported
/// yet.
std::filesystem::path make_store(const std::filesystem::path& folder, const test::SignedBundle& bundle);
/// Imports the bundle file of make_store.
void import_bundle(const std::filesystem::path& folder);
verifier::Store open_store(const std::filesystem::path& folder);

/// A publication of `count` lists of 2^20 entries, one in a hundred revoked.
test::SignedBundle publish_lists(const test::Authority& authority, std::size_t count);

}  // namespace cred::bench
