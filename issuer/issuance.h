// SPDX-License-Identifier: Apache-2.0
// Around libcred's mint: rehearse … reserve … mint … record; commit or nothing. An index reserved for a
// permit that did not come to be stays burned: it reads INVALID in every list.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cred/crypto/random.h"
#include "cred/crypto/signer.h"
#include "cred/trust/issuers.h"
#include "issuer/registry/registry.h"
#include "issuer/request.h"

namespace cred::issuer {

/// What a verifier would refuse or a QR code not hold, found with a throw-away key before anything is
/// reserved. `entry`: of the key that is to sign. The uri of the list counts as long as it can be.
Problems rehearse(std::span<const Request> requests, const trust::Entry& entry, Instant now,
                  crypto::RandomSource& random);

/// A permit that may leave.
struct Released {
  std::string document;
  Bytes token;
  std::string text;
};

/// A request that was minted before is found by its id: the same content gives its permit again, other
/// content is a problem.
struct Known {
  std::vector<std::optional<Released>> released;  // one for each request
  Problems problems;
};
cli::Outcome<Known> find_known(Registry& registry, std::span<const Request> requests);

struct Minting {
  const trust::Entry& entry;
  crypto::Signer& signer;
  crypto::RandomSource& random;
  Instant now;
  std::function<void(std::size_t)> progress;  // rows done
};

/// The print of a request as the event that will record it.
cli::Outcome<Event> mint_print(std::string_view kind, Registry& registry, const Request& request,
                               const Slot& slot, const Minting& with);
/// One for each request, recorded before this returns.
cli::Outcome<std::vector<Released>> mint(Registry& registry, std::span<const Request* const> requests,
                                         const Minting& with);

/// The permit that was recorded.
Released released(const Event& minted);

/// Salt and tag of a person with a passport, the same in all their documents; made and kept the first time.
/// With the tag of the passport before, as long as that one counts.
cli::Outcome<credential::PassportCheck> passport_check(Registry& registry, const Request& request,
                                                       const Minting& with);

}  // namespace cred::issuer
