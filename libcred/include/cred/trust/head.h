// SPDX-License-Identifier: Apache-2.0
// The head names what belongs together: versions, hashes and
// lengths of everything in a bundle (docs/formats/trust.md).
//   {1 version, 2 issued, 3 expires, 4 environment, 5 root version, 6 issuers version, 7 issuers hash,
//    8 [member]}
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cred/trust/issuers.h"
#include "cred/trust/root.h"

namespace cred::trust {

enum class MemberKind : std::uint8_t {
  kStatusList = 1,
  kRegister = 2,
  kCodeTable = 3,
  kSparedList = 4,
  kLogHead = 5,
};
std::string_view name(MemberKind kind);

struct Member {
  MemberKind kind;
  std::string name;  // [A-Za-z0-9:/._-]{1,64}; never used as a path
  std::uint64_t version;
  std::uint64_t length;  // octets
  crypto::Digest hash;   // SHA-256
};

struct HeadContent {
  std::uint64_t version;
  Instant issued;
  Instant expires;
  Environment environment;
  std::uint64_t root_version;
  std::uint64_t issuers_version;
  crypto::Digest issuers_hash;
  std::vector<Member> members;
};

Bytes encode(const HeadContent& content);
/// (kind, name) unique, names in form, at most kMaxMembers. Reason trust-form.
Result<void> check_head(const HeadContent& content);

class Head {
 public:
  /// The `head` threshold of `root`; root version, issuers version and hash as they are. Reasons: threshold,
  /// wrong-environment, member-hash (issuers), trust-form, …
  static Result<Head> open(BytesView message, const Root& root, const Issuers& issuers);

  const HeadContent& content() const { return content_; }
  const crypto::Digest& identity() const { return identity_; }
  BytesView message() const { return message_; }
  const Member* find(MemberKind kind, std::string_view name) const;

 private:
  Head(HeadContent content, crypto::Digest identity, Bytes message)
      : content_(std::move(content)), identity_(identity), message_(std::move(message)) {}
  HeadContent content_;
  crypto::Digest identity_;
  Bytes message_;
};

}  // namespace cred::trust
