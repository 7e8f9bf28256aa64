// SPDX-License-Identifier: Apache-2.0
// The trust data a verifier holds: one root, one issuers
// object, one head, all verified and agreeing with one another.
#pragma once

#include <optional>
#include <string_view>

#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/cose/sign1.h"
#include "cred/trust/head.h"
#include "cred/trust/issuers.h"
#include "cred/trust/root.h"

namespace cred::trust {

/// A message whose signature verified under a key of the
/// bundle. What that key may sign is asked by check_authority.
class Attested {
 public:
  const cose::Verified& message() const { return message_; }
  const Entry& entry() const { return *entry_; }

 private:
  friend class Bundle;
  Attested(cose::Verified message, const Entry& entry) : message_(std::move(message)), entry_(&entry) {}
  cose::Verified message_;
  const Entry* entry_;
};

/// What a message claims for itself, to be held against the entry of the key that signed it.
struct Claimed {
  Purpose purpose;
  std::string_view iss;
  std::optional<Region> region;          // permits
  std::optional<std::uint8_t> category;  // permits
  std::string_view status_uri;           // permits: the status reference; status: the list's sub
  Instant iat;
  std::optional<Instant> exp;  // permits: checked against the maximum lifetime
};

/// Whether the spared list that a revoked key's tombstone names holds the token.
enum class Spared : std::uint8_t { kNo, kYes, kListNotHeld };

class Bundle {
 public:
  /// Verifies all three again: a store that was changed on disk does not open. `root` is the one the store
  /// was led to.
  static Result<Bundle> open(Root root, BytesView issuers, BytesView head);

  const Root& root() const { return root_; }
  const Issuers& issuers() const { return issuers_; }
  const Head& head() const { return head_; }
  Environment environment() const { return root_.content().environment; }
  const Policy& policy() const { return issuers_.content().policy; }

  /// Reasons, in this order: unknown-key, algorithm, issuer-signature.
  Result<Attested> attest(cose::Sign1 message) const;

  /// The tombstone of the key that signed, or nullptr.
  const Tombstone* tombstone_of(const Attested& attested) const;

  /// Whether the key that signed may say this, in this order: wrong-purpose, key-revoked (or status-list-
  /// missing), wrong-issuer-name, wrong-region, wrong-category, wrong-status-prefix, outside-signing-window,
  /// lifetime-too-long. `spared` counts only where a tombstone names a spared list.
  Result<void> check_authority(const Attested& attested, const Claimed& claimed,
                               Spared spared = Spared::kNo) const;

  /// The newest `issued` of root, issuers and head: their part of the clock floor.
  Instant newest() const;

 private:
  Bundle(Root root, Issuers issuers, Head head)
      : root_(std::move(root)), issuers_(std::move(issuers)), head_(std::move(head)) {}
  Root root_;
  Issuers issuers_;
  Head head_;
};

/// The same scope rules without the tombstone, for a draft: `mint` refuses what a verifier would refuse.
Result<void> check_scope(const Entry& entry, const Claimed& claimed);

}  // namespace cred::trust
