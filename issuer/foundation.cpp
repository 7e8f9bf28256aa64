// SPDX-License-Identifier: Apache-2.0
#include "issuer/foundation.h"

#include "cred/cose/sign.h"

namespace cred::issuer {

namespace {

Result<NewKey> new_key(std::string name, std::string purpose, crypto::Algorithm algorithm,
                       crypto::RandomSource& random) {
  auto key = crypto::generate_private_key(algorithm, random);
  CRED_TRY(auto signer, crypto::make_software_signer(key));
  return NewKey{std::move(name), std::move(purpose), std::move(key), std::move(signer)};
}

trust::Role role_of(std::uint64_t threshold, std::span<const NewKey> keys) {
  trust::Role role{threshold, {}};
  for (const auto& key : keys) role.keys.push_back(key.signer->public_key());
  return role;
}

/// By the first two, which is what the threshold asks for.
Result<Bytes> sign_by_two(cose::Typ typ, const Bytes& payload, std::span<const NewKey> keys) {
  crypto::Signer* const signers[] = {keys[0].signer.get(), keys[1].signer.get()};
  return cose::sign(typ, payload, signers);
}

}  // namespace

trust::Entry make_entry(const Authority& authority, trust::Purpose purpose, crypto::PublicKey key,
                        Instant from, Instant until) {
  trust::Entry entry{.iss = authority.iss,
                     .name_zh = authority.name_zh,
                     .name_en = authority.name_en,
                     .key = std::move(key),
                     .purpose = purpose,
                     .categories = {},
                     .regions = {},
                     .sign_from = from,
                     .sign_until = until,
                     .max_lifetime = 0,
                     .status_prefix = {}};
  const bool permits = purpose == trust::Purpose::kPermits;
  if (permits) {
    for (const auto category : authority.categories)
      entry.categories.push_back(static_cast<std::uint8_t>(category));
    entry.max_lifetime = static_cast<std::uint64_t>(std::chrono::seconds(kMaxLifetime).count());
  }
  if (permits || purpose == trust::Purpose::kRegister) entry.regions = authority.regions;
  if (permits || purpose == trust::Purpose::kStatus) entry.status_prefix = authority.status_prefix();
  return entry;
}

Result<Foundation> make_foundation(const Authority& authority, const FoundationTerms& terms,
                                   crypto::RandomSource& random) {
  Foundation made;
  for (const std::string role : {"root", "issuers"}) {
    for (const std::string number : {"1", "2", "3"}) {
      CRED_TRY(auto key, new_key(role + "-" + number, role, crypto::Algorithm::kEd25519, random));
      made.offline.push_back(std::move(key));
    }
  }
  for (const std::string purpose : {"head", "permits", "status", "register", "log"}) {
    const auto algorithm = purpose == "permits" ? terms.permits_algorithm : crypto::Algorithm::kEd25519;
    CRED_TRY(auto key, new_key(purpose, purpose, algorithm, random));
    made.daily.push_back(std::move(key));
  }
  const std::span<const NewKey> root_keys(made.offline.data(), 3);
  const std::span<const NewKey> issuers_keys(made.offline.data() + 3, 3);
  const std::span<const NewKey> head_keys(made.daily.data(), 1);

  const trust::RootContent root{.version = 1,
                                .issued = terms.from,
                                .expires = terms.until,
                                .environment = terms.environment,
                                .epoch = 1,
                                .root = role_of(2, root_keys),
                                .issuers = role_of(2, issuers_keys),
                                .head = role_of(1, head_keys)};
  CRED_CHECK(trust::check_root(root));
  CRED_TRY(made.root, sign_by_two(cose::Typ::kRoot, trust::encode(root), root_keys));

  trust::IssuersContent issuers{.version = 1,
                                .issued = terms.from,
                                .expires = terms.until,
                                .environment = terms.environment,
                                .entries = {},
                                .tombstones = {},
                                .policy = trust::default_policy()};
  for (const auto& key : std::span(made.daily).subspan(1)) {
    const auto purpose = trust::purpose_from(key.purpose).value_or(trust::Purpose::kLog);
    issuers.entries.push_back(
        make_entry(authority, purpose, key.signer->public_key(), terms.from, terms.until));
  }
  CRED_CHECK(trust::check_issuers(issuers, root));
  CRED_TRY(made.issuers, sign_by_two(cose::Typ::kIssuers, trust::encode(issuers), issuers_keys));
  return made;
}

}  // namespace cred::issuer
