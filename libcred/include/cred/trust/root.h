// SPDX-License-Identifier: Apache-2.0
// The root: three roles, each keys and a threshold (docs/formats/trust.md). COSE_Sign, typ root.
//   {1 version, 2 issued, 3 expires, 4 environment, 5 epoch, 6 {role: [threshold, [+ COSE_Key]]}}
//   with the roles 1 root, 2 issuers, 3 head
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/cose/key.h"
#include "cred/crypto/digest.h"
#include "cred/crypto/public_key.h"

namespace cred::trust {

inline constexpr std::size_t kMaxRoot = 64u << 10;  // octets
inline constexpr std::size_t kMaxRoots = 1024;
inline constexpr std::size_t kMaxIssuers = 4u << 20;  // octets
inline constexpr std::size_t kMaxHead = 1u << 20;     // octets
inline constexpr std::size_t kMaxMembers = 4096;
inline constexpr std::size_t kMaxMember = std::size_t{1} << 30;  // octets

enum class Environment : std::uint8_t { kTest = 0, kProduction = 1 };
std::string_view name(Environment environment);  // "test", "production"

struct Role {
  std::uint64_t threshold;
  std::vector<crypto::PublicKey> keys;
};

struct RootContent {
  std::uint64_t version;
  Instant issued;
  Instant expires;
  Environment environment;
  std::uint64_t epoch;
  Role root;
  Role issuers;
  Role head;
};

/// Deterministic payload. The content obeys check_root.
Bytes encode(const RootContent& content);
/// Thresholds 1..number of keys, no key twice or in two roles, expires > issued, version and epoch >= 1.
/// Reasons: trust-form, threshold, duplicate-key.
Result<void> check_root(const RootContent& content);

/// A root that enough of the right keys signed.
class Root {
 public:
  /// The root given to `init`: meets its own root threshold; signers that are none of its keys are ignored.
  static Result<Root> open_first(BytesView message);
  /// Version exactly one more than `held`, same environment, thresholds of both, every signer a key of one of
  /// them; a root that changes head keys raises the epoch. Reasons: version-gap, threshold,
  /// wrong-environment, rollback, …
  static Result<Root> open_next(BytesView message, const Root& held);

  const RootContent& content() const { return content_; }
  /// SHA-256 of the payload: what --fingerprint shows and compares.
  const crypto::Digest& identity() const { return identity_; }
  /// The message as received.
  BytesView message() const { return message_; }

 private:
  Root(RootContent content, crypto::Digest identity, Bytes message)
      : content_(std::move(content)), identity_(identity), message_(std::move(message)) {}
  RootContent content_;
  crypto::Digest identity_;
  Bytes message_;
};

/// What a root message claims to be, without believing it: to tell known, next and later ones apart.
struct RootPeek {
  std::uint64_t version;
  Environment environment;
  crypto::Digest identity;
};
Result<RootPeek> peek_root(BytesView message);

}  // namespace cred::trust
