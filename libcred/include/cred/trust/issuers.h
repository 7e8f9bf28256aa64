// SPDX-License-Identifier: Apache-2.0
// Who may sign what: entries, tombstones and policy, signed by
// the root's `issuers` role (docs/formats/trust.md).
//   {1 version, 2 issued, 3 expires, 4 environment, 5 [entry], 6 [tombstone], 7 policy}
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cred/base/region.h"
#include "cred/trust/root.h"

namespace cred::trust {

enum class Purpose : std::uint8_t { kPermits = 1, kStatus = 2, kRegister = 3, kLog = 4 };
std::string_view name(Purpose purpose);  // "permits", "status", "register", "log"
std::optional<Purpose> purpose_from(std::string_view name);

/// One key and everything it may do. All ten members always
/// stand; empty where the purpose has no use for them.
struct Entry {
  std::string iss;
  std::string name_zh;
  std::string name_en;
  crypto::PublicKey key;
  Purpose purpose;
  std::vector<std::uint8_t> categories;  // 1 A, 2 B, 3 C
  std::vector<Region> regions;
  Instant sign_from;  // signing window [sign_from, sign_until)
  Instant sign_until;
  std::uint64_t max_lifetime;  // seconds, exp - iat
  std::string status_prefix;   // what the uri of its tokens, or the sub of its lists, begins with
};

/// A key that must never be believed again, whatever the iat of its tokens.
struct Tombstone {
  cose::Thumbprint key;
  Instant time;
  std::string reason;
  std::optional<crypto::Digest> spared_list;
};

/// Four roles of a verifier; no --role is kEmployer.
enum class VerifierRole : std::uint8_t { kGuard, kEmployer, kCheckpoint, kDepartment };
std::string_view name(VerifierRole role);
std::optional<VerifierRole> verifier_role_from(std::string_view word);

enum class MinimumBinding : std::uint8_t { kBearer = 0, kCardMatched = 1, kHolderProven = 2 };

struct RolePolicy {
  std::uint64_t fresh;  // seconds: data up to this age are fresh
  std::uint64_t stale;  // seconds: up to this age aging, beyond it VALID_STALE
  MinimumBinding minimum_binding;
};

struct Policy {
  Day cut_over;  // decisions from this day on are electronic
  bool dual;     // a reissue on request leaves the card good
  RolePolicy guard;
  RolePolicy employer;
  RolePolicy checkpoint;
  RolePolicy department;
  std::uint64_t clock_tolerance;  // seconds, for floor and for iat

  const RolePolicy& of(VerifierRole role) const;
};

/// checkpoint, department 24 h / 7 d; employer, guard 7 d / 30
/// d; cut-over 2024-12-01; dual; tolerance 300 s; bearer.
Policy default_policy();

struct IssuersContent {
  std::uint64_t version;
  Instant issued;
  Instant expires;
  Environment environment;
  std::vector<Entry> entries;
  std::vector<Tombstone> tombstones;
  Policy policy;
};

Bytes encode(const IssuersContent& content);
/// No kid and no key twice, no key of a root role (`root`), expires > issued, windows and prefixes in form.
/// Reasons: trust-form, duplicate-key.
Result<void> check_issuers(const IssuersContent& content, const RootContent& root);

class Issuers {
 public:
  /// The `issuers` threshold of `root`, its environment. Reasons: threshold, wrong-environment, trust-form, …
  static Result<Issuers> open(BytesView message, const Root& root);

  /// As signed, but for the tombstones: they stand ascending by thumbprint here.
  const IssuersContent& content() const { return content_; }
  const crypto::Digest& identity() const { return identity_; }  // SHA-256 of the payload
  BytesView message() const { return message_; }

  const Entry* find(const cose::KeyId& kid) const;
  /// Whether an entry has this key, or its twin with the same x, which has the same secret: no device may be
  /// bound to it.
  bool holds(const crypto::PublicKey& key) const;
  const Tombstone* tombstone_of(const cose::Thumbprint& key) const;

 private:
  Issuers(IssuersContent content, crypto::Digest identity, Bytes message);
  IssuersContent content_;
  crypto::Digest identity_;
  Bytes message_;
  std::vector<std::pair<cose::KeyId, std::size_t>> by_kid_;  // sorted
  std::vector<std::array<std::uint8_t, 32>> xs_;             // of all keys, sorted
};

}  // namespace cred::trust
