// SPDX-License-Identifier: Apache-2.0
// An example authority for tests, the same in every run: root and issuers keys 2 of 3, one head key, one key
// each for permits (and a second one on P-256), status, register and log. A Release is everything one publish
// says, before it is signed: change any part of it, sign it again, and expect one reason.
//
//   test::Authority authority;
//   auto release = authority.release(1);
//   release.issuers.tombstones.push_back(...);
//   auto bundle = authority.sign(release);
//   update(held, bundle.file(), ...);
#pragma once

#include <cassert>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cred/cose/sign.h"
#include "cred/cose/sign1.h"
#include "cred/crypto/software_signer.h"
#include "cred/status/builder.h"
#include "cred/trust/bundle_file.h"
#include "support/fixed_random.h"

namespace cred::test {

/// Noon in China on the day of the samples.
inline constexpr Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 1 / 15} +
                              std::chrono::hours{4}};
inline constexpr Instant kBegin{std::chrono::sys_days{std::chrono::year{2024} / 12 / 1}};
inline constexpr Instant kEnd{std::chrono::sys_days{std::chrono::year{2036} / 1 / 1}};

using SignerKey = std::unique_ptr<crypto::Signer>;

inline SignerKey make_key(crypto::RandomSource& random,
                          crypto::Algorithm algorithm = crypto::Algorithm::kEd25519) {
  auto signer = crypto::make_software_signer(crypto::generate_private_key(algorithm, random));
  assert(signer);
  return std::move(*signer);
}

inline std::vector<crypto::Signer*> pointers(const std::vector<SignerKey>& keys) {
  std::vector<crypto::Signer*> signers;
  for (const auto& key : keys) signers.push_back(key.get());
  return signers;
}

inline trust::Role role_of(std::uint64_t threshold, const std::vector<SignerKey>& keys) {
  trust::Role role{threshold, {}};
  for (const auto& key : keys) role.keys.push_back(key->public_key());
  return role;
}

/// One status list before it is signed.
struct ListRelease {
  std::string name;  // of the member
  std::uint64_t version;
  Bytes claims;
  crypto::Signer* signer;
  cose::Typ typ = cose::Typ::kStatusList;
};

/// A member of another kind, as it is.
struct MemberRelease {
  trust::MemberKind kind;
  std::string name;
  std::uint64_t version;
  Bytes bytes;
};

/// One publish before it is signed.
struct Release {
  trust::RootContent root;
  trust::IssuersContent issuers;
  std::vector<ListRelease> lists;
  trust::HeadContent head;  // its versions, hashes and members of lists are filled in by sign()
  std::vector<crypto::Signer*> root_signers;
  std::vector<crypto::Signer*> issuers_signers;
  std::vector<crypto::Signer*> head_signers;
  std::vector<MemberRelease> others = {};
  /// What a thief of a key would write: called on what is about to be signed.
  std::function<void(trust::HeadContent&)> alter_head = [](auto&) {};
  std::function<void(Bytes&)> alter_root_payload = [](auto&) {};
  std::function<void(Bytes&)> alter_issuers_payload = [](auto&) {};
  std::function<void(Bytes&)> alter_head_payload = [](auto&) {};
};

/// A bundle in its parts, each as signed.
struct SignedBundle {
  std::vector<Bytes> roots;
  Bytes issuers;
  Bytes head;
  std::vector<Bytes> members;

  /// Views into *this.
  trust::BundleFile file() const {
    return {{roots.begin(), roots.end()}, issuers, head, {members.begin(), members.end()}};
  }
  Bytes encoded() const { return trust::encode(file()); }
};

inline Bytes sign_object(cose::Typ typ, BytesView payload, const std::vector<crypto::Signer*>& signers) {
  auto message = cose::sign(typ, payload, signers);
  assert(message);
  return std::move(*message);
}

struct Authority {
  explicit Authority(std::string_view seed = "authority", std::string iss_name = "CN-110000");

  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;

  trust::Entry entry(trust::Purpose purpose, const SignerKey& key) const;
  std::string list_uri(std::uint64_t number) const { return iss + ":" + std::to_string(number); }

  trust::RootContent root() const;
  trust::IssuersContent issuers(std::uint64_t version, Instant issued) const;
  /// A list in which every index below 1000 is valid and the rest was never released.
  status::ListBuilder list() const;
  ListRelease list_release(std::uint64_t number, std::uint64_t version, Instant issued) const;
  /// A whole publish with one list; versions of issuers, head and list are all `version`.
  Release release(std::uint64_t version, Instant issued = kNow,
                  std::chrono::days valid_for = std::chrono::days{30}) const;
  SignedBundle sign(const Release& release) const;

  std::string iss;
  std::vector<SignerKey> root_keys;
  std::vector<SignerKey> issuers_keys;
  SignerKey head_key;
  SignerKey permits_key;
  SignerKey permits_p256_key;
  SignerKey status_key;
  SignerKey register_key;
  SignerKey log_key;
};

inline Authority::Authority(std::string_view seed, std::string iss_name) : iss(std::move(iss_name)) {
  FixedRandom random(seed);
  for (int i = 0; i < 3; ++i) root_keys.push_back(make_key(random));
  for (int i = 0; i < 3; ++i) issuers_keys.push_back(make_key(random));
  for (auto* key : {&head_key, &permits_key, &status_key, &register_key, &log_key}) *key = make_key(random);
  permits_p256_key = make_key(random, crypto::Algorithm::kEsp256);
}

inline trust::Entry Authority::entry(trust::Purpose purpose, const SignerKey& key) const {
  const bool permits = purpose == trust::Purpose::kPermits;
  const bool lists = permits || purpose == trust::Purpose::kStatus;
  trust::Entry entry{.iss = iss,
                     .name_zh = "示例人力资源和社会保障局",
                     .name_en = "Example Bureau of Human Resources and Social Security",
                     .key = key->public_key(),
                     .purpose = purpose,
                     .categories = {},
                     .regions = {},
                     .sign_from = kBegin,
                     .sign_until = kEnd,
                     .max_lifetime = permits ? 6u * 366 * 86'400 : 0,
                     .status_prefix = lists ? iss + ":" : ""};
  if (permits) entry.categories = {1, 2, 3};
  for (const std::uint64_t code : {110000u, 120000u, 130000u})
    if (permits || purpose == trust::Purpose::kRegister)
      entry.regions.push_back(*Region::from_number(code, Reason::kRequest));
  return entry;
}

inline trust::RootContent Authority::root() const {
  return {.version = 1,
          .issued = kBegin,
          .expires = kEnd,
          .environment = trust::Environment::kTest,
          .epoch = 1,
          .root = role_of(2, root_keys),
          .issuers = role_of(2, issuers_keys),
          .head = {1, {head_key->public_key()}}};
}

inline trust::IssuersContent Authority::issuers(std::uint64_t version, Instant issued) const {
  return {.version = version,
          .issued = issued,
          .expires = kEnd,
          .environment = trust::Environment::kTest,
          .entries = {entry(trust::Purpose::kPermits, permits_key),
                      entry(trust::Purpose::kPermits, permits_p256_key),
                      entry(trust::Purpose::kStatus, status_key),
                      entry(trust::Purpose::kRegister, register_key), entry(trust::Purpose::kLog, log_key)},
          .tombstones = {},
          .policy = trust::default_policy()};
}

inline status::ListBuilder Authority::list() const {
  status::ListBuilder builder;
  for (std::uint64_t index = 0; index < 1000; ++index) builder.set(index, status::Status::kValid);
  return builder;
}

inline ListRelease Authority::list_release(std::uint64_t number, std::uint64_t version,
                                           Instant issued) const {
  const auto name = list_uri(number);
  return {name, version, list().claims(name, issued, std::nullopt), status_key.get()};
}

inline Release Authority::release(std::uint64_t version, Instant issued, std::chrono::days valid_for) const {
  return {.root = root(),
          .issuers = issuers(version, issued),
          .lists = {list_release(1, version, issued)},
          .head = {.version = version,
                   .issued = issued,
                   .expires = issued + valid_for,
                   .environment = trust::Environment::kTest,
                   .root_version = {},
                   .issuers_version = {},
                   .issuers_hash = {},
                   .members = {}},
          .root_signers = {root_keys[0].get(), root_keys[1].get()},
          .issuers_signers = {issuers_keys[0].get(), issuers_keys[1].get()},
          .head_signers = {head_key.get()}};
}

inline SignedBundle Authority::sign(const Release& release) const {
  SignedBundle bundle;
  auto root_payload = trust::encode(release.root);
  release.alter_root_payload(root_payload);
  bundle.roots.push_back(sign_object(cose::Typ::kRoot, root_payload, release.root_signers));

  auto issuers_payload = trust::encode(release.issuers);
  release.alter_issuers_payload(issuers_payload);
  bundle.issuers = sign_object(cose::Typ::kIssuers, issuers_payload, release.issuers_signers);

  auto head = release.head;
  head.root_version = release.root.version;
  head.issuers_version = release.issuers.version;
  head.issuers_hash = crypto::sha256(issuers_payload);
  for (const auto& list : release.lists) {
    auto token = cose::sign1(list.typ, list.claims, *list.signer);
    assert(token);
    head.members.push_back(
        {trust::MemberKind::kStatusList, list.name, list.version, token->size(), crypto::sha256(*token)});
    bundle.members.push_back(std::move(*token));
  }
  for (const auto& other : release.others) {
    head.members.push_back(
        {other.kind, other.name, other.version, other.bytes.size(), crypto::sha256(other.bytes)});
    bundle.members.push_back(other.bytes);
  }
  release.alter_head(head);
  auto head_payload = trust::encode(head);
  release.alter_head_payload(head_payload);
  bundle.head = sign_object(cose::Typ::kHead, head_payload, release.head_signers);
  return bundle;
}

}  // namespace cred::test
