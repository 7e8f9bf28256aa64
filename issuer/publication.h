// SPDX-License-Identifier: Apache-2.0
// What verifiers need, in one file: roots, issuers, a new head, every status list signed anew, the register
// of physical cards, spared lists, and what other authorities signed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cred/crypto/random.h"
#include "cred/crypto/signer.h"
#include "issuer/inclusion.h"
#include "issuer/store.h"

namespace cred::issuer {

struct Publication {
  std::uint64_t version;
  Instant expires;
  std::vector<trust::Member> members;
  Bytes bundle;
};

/// Of the register of physical cards.
struct RegisterKey {
  crypto::Signer& signer;
  const trust::Entry& entry;
  legacy::Salt salt;
};

struct Publishing {
  std::span<crypto::Signer* const> head;
  crypto::Signer& status;
  const trust::Entry& status_entry;
  Instant now;
  std::chrono::days valid_for;
  std::span<const Included> included = {};
  std::optional<RegisterKey> cards = std::nullopt;  // when the authority has any
};

/// The bundle without the members that `older` has: what a verifier needs that took that one.
cli::Outcome<Bytes> delta(BytesView bundle, BytesView older);

/// Its version is on disk before this returns, and it was read back as a verifier reads it.
cli::Outcome<Publication> publish(Store& store, const Publishing& with, crypto::RandomSource& random);

}  // namespace cred::issuer
