// SPDX-License-Identifier: Apache-2.0
// trust/current.cbor of a store: every root so far and the issuers object, as a bundle file without head and
// members. One file, so that root and issuers change in one rename.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "cli/failure.h"
#include "cred/trust/issuers.h"
#include "cred/trust/root.h"

namespace cred::issuer {

struct TrustState {
  std::vector<Bytes> roots;  // messages, one version after another
  trust::Root root;          // the last of them
  trust::Issuers issuers;
};

/// Verifies all of it again.
cli::Outcome<TrustState> read_trust(const std::filesystem::path& store);
cli::Outcome<void> write_trust(const std::filesystem::path& store, std::span<const Bytes> roots,
                               BytesView issuers);

}  // namespace cred::issuer
