// SPDX-License-Identifier: Apache-2.0
// An authority of one key a role and what it published, made in memory: what `cred-issuer init` and `publish`
// do with files. A real one keeps root and issuers keys offline and asks for two of three.
#pragma once

#include <memory>
#include <stdexcept>
#include <vector>

#include "cred/cose/sign.h"
#include "cred/cose/sign1.h"
#include "cred/crypto/software_signer.h"
#include "cred/status/builder.h"
#include "cred/update.h"

/// The value, or the end of this example.
template <class T>
T must(cred::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return std::move(*result);
}

struct ExampleAuthority {
  explicit ExampleAuthority(cred::Instant now) {
    using namespace cred;
    const auto in_ten_years = now + std::chrono::days{3650};
    const auto role = [](const auto& key) { return trust::Role{1, {key->public_key()}}; };
    root =
        must(cose::sign(cose::Typ::kRoot,
                        trust::encode(trust::RootContent{1, now, in_ten_years, trust::Environment::kTest, 1,
                                                         role(root_key), role(issuers_key), role(head_key)}),
                        std::vector{root_key.get()}));
    permits_entry = {"CN-110000",
                     "示例机关",
                     "Example authority",
                     permits_key->public_key(),
                     trust::Purpose::kPermits,
                     {1, 2, 3},
                     {must(Region::from_text("110000"))},
                     now,
                     in_ten_years,
                     6 * 366 * 86'400,
                     "CN-110000:"};
    auto status_entry = permits_entry;
    status_entry.key = status_key->public_key();
    status_entry.purpose = trust::Purpose::kStatus;
    status_entry.categories = {};
    status_entry.regions = {};
    status_entry.max_lifetime = 0;
    const auto issuers_payload = trust::encode(trust::IssuersContent{1,
                                                                     now,
                                                                     in_ten_years,
                                                                     trust::Environment::kTest,
                                                                     {permits_entry, status_entry},
                                                                     {},
                                                                     trust::default_policy()});
    issuers = must(cose::sign(cose::Typ::kIssuers, issuers_payload, std::vector{issuers_key.get()}));

    status::ListBuilder list;
    list.set(7, status::Status::kValid);
    member =
        must(cose::sign1(cose::Typ::kStatusList, list.claims("CN-110000:1", now, std::nullopt), *status_key));
    const trust::Member listed{trust::MemberKind::kStatusList, "CN-110000:1", 1, member.size(),
                               crypto::sha256(member)};
    head = must(cose::sign(cose::Typ::kHead,
                           trust::encode(trust::HeadContent{1,
                                                            now,
                                                            now + std::chrono::days{90},
                                                            trust::Environment::kTest,
                                                            1,
                                                            1,
                                                            crypto::sha256(issuers_payload),
                                                            {listed}}),
                           std::vector{head_key.get()}));
  }

  cred::trust::BundleFile bundle() const { return {{root}, issuers, head, {member}}; }

  using Key = std::unique_ptr<cred::crypto::Signer>;
  static Key new_key() {
    cred::crypto::SystemRandom random;
    return must(cred::crypto::make_software_signer(
        cred::crypto::generate_private_key(cred::crypto::Algorithm::kEd25519, random)));
  }
  Key root_key = new_key(), issuers_key = new_key(), head_key = new_key();
  Key permits_key = new_key(), status_key = new_key();
  cred::Bytes root, issuers, head, member;
  cred::trust::Entry permits_entry{.key = permits_key->public_key()};
};
