// SPDX-License-Identifier: Apache-2.0
// What verifiers need, in one file: root, issuers, a new head, and every status list signed anew.
#pragma once

#include <string>
#include <vector>

#include "cred/crypto/signer.h"
#include "issuer/store.h"

namespace cred::issuer {

struct Publication {
  std::uint64_t version;
  Instant expires;
  std::vector<trust::Member> members;
  Bytes bundle;
};

struct Publishing {
  crypto::Signer& head;
  crypto::Signer& status;
  const trust::Entry& status_entry;
  Instant now;
  std::chrono::days valid_for;
};

/// Its version is on disk before this returns, and it was read back as a verifier reads it.
cli::Outcome<Publication> publish(Store& store, const Publishing& with);

}  // namespace cred::issuer
