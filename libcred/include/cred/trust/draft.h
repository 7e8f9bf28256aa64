// SPDX-License-Identifier: Apache-2.0
// A change of root or issuers on its way through the offline keys (docs/formats/draft.md): what holds now,
// what shall hold next, and the signatures collected so far. It says all that a signer must see, so that a
// machine with nothing but this file and one key can show it and sign it.
//   {1: 1, 2: root, 3: issuers, ?4: part of the next root, ?5: part of the next issuers, ?6: [+ spared list]}
//   part = [payload, [* [alg, kid, signature]]]
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cred/cose/sign.h"
#include "cred/crypto/signer.h"
#include "cred/trust/issuers.h"
#include "cred/trust/root.h"

namespace cred::trust {

inline constexpr std::size_t kMaxDraft = std::size_t{256} << 20;  // octets

enum class DraftPart : std::uint8_t { kRoot, kIssuers };
std::string_view name(DraftPart part);  // "root", "issuers"

/// A threshold that a part has still to meet, or has met.
struct Quorum {
  std::string role;  // "root keys held", "root keys new", "issuers keys"
  std::size_t signed_by;
  std::uint64_t threshold;
  bool met() const { return signed_by >= threshold; }
};

/// What became current: new messages, and what of the draft waits still.
struct Settled;

class Draft {
 public:
  /// What holds now, nothing to change yet.
  Draft(Root root, Issuers issuers) : root_(std::move(root)), issuers_(std::move(issuers)) {}

  /// The objects held verify, the next ones are what may follow them, every signature is by a key of its
  /// role. Whether the root held is the right one, nobody but the reader can say: compare its fingerprint.
  /// Reasons: those of root, issuers and check_spared_list.
  static Result<Draft> parse(BytesView file);
  Bytes encode() const;

  const Root& root() const { return root_; }
  const Issuers& issuers() const { return issuers_; }
  const RootContent* next_root() const { return root_part_ ? &root_part_->content : nullptr; }
  const IssuersContent* next_issuers() const { return issuers_part_ ? &issuers_part_->content : nullptr; }
  const std::vector<Bytes>& spared_lists() const { return spared_lists_; }
  bool empty() const { return !root_part_ && !issuers_part_; }

  /// Replaces the part; its signatures are gone, for they were over something else.
  Result<void> propose(RootContent next);
  Result<void> propose(IssuersContent next);
  /// A spared list that a tombstone of the next issuers names.
  Result<void> add_spared_list(Bytes list);
  void drop(DraftPart part);

  /// Reasons: unknown-key (no key of the role), duplicate-key (signed already), crypto.
  Result<void> sign(DraftPart part, crypto::Signer& signer);
  /// Takes over the signatures of a copy. Reason equivocation when it is of another change.
  Result<void> merge(const Draft& copy);

  /// Whether the issuers held would not verify under the next root, so that it must wait for new ones.
  bool root_needs_issuers() const;

  std::size_t signatures(DraftPart part) const;
  /// All thresholds of the part; none when there is no such part.
  std::vector<Quorum> quorums(DraftPart part) const;

  /// Both parts when both are ready for one another, else the one that is ready for what holds now. A root
  /// under which the issuers would no longer verify waits for issuers that do, and these wait for it. None:
  /// too few signatures.
  std::optional<Settled> settle() const;

 private:
  template <class Content>
  struct Part {
    Content content;
    Bytes payload;
    std::vector<cose::OneSignature> signatures;
  };

  std::vector<crypto::PublicKey> signers_of(DraftPart part) const;
  Result<std::size_t> count(DraftPart part, const Role& role) const;
  std::vector<cose::OneSignature>* signatures_of(DraftPart part);
  const std::vector<cose::OneSignature>* signatures_of(DraftPart part) const;
  BytesView payload_of(DraftPart part) const;
  std::optional<Root> finished_root() const;
  std::optional<Issuers> finished_issuers(const Root& under) const;
  Result<void> check_issuers_part(const IssuersContent& next) const;

  Root root_;
  Issuers issuers_;
  std::optional<Part<RootContent>> root_part_;
  std::optional<Part<IssuersContent>> issuers_part_;
  std::vector<Bytes> spared_lists_;
};

struct Settled {
  std::optional<Root> root;        // the new one, if the root changed
  std::optional<Issuers> issuers;  // the new ones, if they changed
  Draft rest;                      // empty() when nothing waits
};

}  // namespace cred::trust
