// SPDX-License-Identifier: Apache-2.0
// The first root and the first issuers object of an authority, with the keys that stand in them.
#pragma once

#include <string>
#include <vector>

#include "cred/crypto/random.h"
#include "cred/crypto/software_signer.h"
#include "cred/trust/issuers.h"
#include "issuer/authority.h"

namespace cred::issuer {

struct NewKey {
  std::string name;
  std::string purpose;
  crypto::PrivateKey key;
  std::unique_ptr<crypto::Signer> signer;
};

struct Foundation {
  std::vector<NewKey> offline;  // root-1..3, issuers-1..3: 2 of 3 each
  std::vector<NewKey> daily;    // head, permits, status, register, log
  Bytes root;
  Bytes issuers;
};

struct FoundationTerms {
  trust::Environment environment;
  Instant from;
  Instant until;  // of root, issuers object and every signing window
  crypto::Algorithm permits_algorithm;
};

/// What a key of this purpose may do unless told otherwise: all that the authority may.
trust::Entry make_entry(const Authority& authority, trust::Purpose purpose, crypto::PublicKey key,
                        Instant from, Instant until);

Result<Foundation> make_foundation(const Authority& authority, const FoundationTerms& terms,
                                   crypto::RandomSource& random);

/// A permit can be in force for six years at most: five, and a margin for one that is decided before it
/// begins.
inline constexpr std::chrono::days kMaxLifetime{2192};

}  // namespace cred::issuer
