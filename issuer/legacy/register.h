// SPDX-License-Identifier: Apache-2.0
// The register of physical cards as `publish` makes it (docs/formats/register.md).
#pragma once

#include <functional>

#include "cred/crypto/random.h"
#include "cred/crypto/signer.h"
#include "cred/trust/issuers.h"
#include "issuer/registry/registry.h"

namespace cred::issuer {

/// Told how many of how many are done.
using Progressed = std::function<void(std::size_t done, std::size_t of)>;

/// Derives and keeps the keys that are missing (docs/benchmarks.md: card-key), on every core. Stopped in
/// between it has lost nothing. `new_salt`: all of them anew, as a register's salt should be every year.
cli::Outcome<RegisterSalt> derive_keys(CardRegistry& cards, Day today, bool new_salt,
                                       crypto::RandomSource& random, const Progressed& progress);

struct RegisterSigning {
  crypto::Signer& signer;
  const trust::Entry& entry;  // of the key: its regions are the register's scope
  std::uint64_t version;
  Instant now;
  legacy::Salt salt;
  const trust::Policy& policy;
};

/// The whole file. Every card must have its key.
cli::Outcome<Bytes> build_register(Registry& registry, const RegisterSigning& with,
                                   crypto::RandomSource& random);

}  // namespace cred::issuer
