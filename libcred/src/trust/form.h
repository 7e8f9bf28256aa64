// SPDX-License-Identifier: Apache-2.0
// What root, issuers and head have in common: members 1-4, and how their texts, times and versions are read.
// The one reason of every fault of form is trust-form.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/codec/hex.h"
#include "cred/codec/unicode.h"
#include "cred/cose/key.h"
#include "cred/cose/sign.h"
#include "cred/trust/root.h"

namespace cred::trust {

inline Instant to_instant(std::uint64_t unix_seconds) {
  return Instant(std::chrono::seconds(unix_seconds));
}

/// A version or an epoch: 1..2^53.
inline std::uint64_t required_version(cbor::MapReader& in, int key) {
  const auto version = in.required_uint(key, cbor::kMaxVersion);
  if (version == 0) in.refuse("key " + std::to_string(key) + " is 0, versions and epochs begin at 1");
  return version;
}

inline Instant required_instant(cbor::MapReader& in, int key) {
  return to_instant(in.required_uint(key, kLastUnixSecond));
}

inline std::string required_line(cbor::MapReader& in, int key) {
  const auto text = in.required_text(key);
  if (const auto checked = codec::check_text(text); !checked)
    in.refuse("key " + std::to_string(key) + ": " + checked.error().detail);
  return std::string(text);
}

/// `octets` are 32, or none when their reader failed.
inline crypto::Digest to_digest(BytesView octets) {
  crypto::Digest digest{};
  std::ranges::copy(octets.first(std::min(octets.size(), digest.size())), digest.begin());
  return digest;
}

inline crypto::Digest required_digest(cbor::MapReader& in, int key) {
  return to_digest(in.required_bytes(key, crypto::Digest().size()));
}

/// Members 1-4 of root, issuers and head.
struct Preamble {
  std::uint64_t version;
  Instant issued;
  Instant expires;
  Environment environment;
};

template <class Content>
Preamble preamble_of(const Content& content) {
  return {content.version, content.issued, content.expires, content.environment};
}

inline Preamble read_preamble(cbor::MapReader& in) {
  return {.version = required_version(in, 1),
          .issued = required_instant(in, 2),
          .expires = required_instant(in, 3),
          .environment = static_cast<Environment>(in.required_uint(4, 1))};
}

inline void encode_preamble(cbor::Encoder& out, const Preamble& preamble) {
  out.uint(1).uint(preamble.version);
  out.uint(2).uint(to_unix(preamble.issued));
  out.uint(3).uint(to_unix(preamble.expires));
  out.uint(4).uint(static_cast<std::uint64_t>(preamble.environment));
}

inline Result<void> check_version(std::uint64_t version, std::string_view what) {
  if (version >= 1 && version <= cbor::kMaxVersion) return {};
  return fail(Reason::kTrustForm, std::string(what) + " is " + std::to_string(version) + ", not 1..2^53");
}

inline Result<void> check_preamble(const Preamble& preamble, std::string_view what) {
  CRED_CHECK(check_version(preamble.version, std::string(what) + " version"));
  if (preamble.expires > preamble.issued) return {};
  return fail(Reason::kTrustForm, std::string(what) + " expires " + to_text(preamble.expires) +
                                      ", not after it was issued " + to_text(preamble.issued));
}

inline constexpr std::size_t kMaxName = 64;

/// Characters of member names, and so of status prefixes: [A-Za-z0-9:/._-]{1,max}.
inline bool is_name(std::string_view text, std::size_t max) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view(":/._-").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= max && std::ranges::all_of(text, allowed);
}

/// The kids of all three roles of a root.
inline std::vector<cose::KeyId> kids_of_roles(const RootContent& root) {
  std::vector<cose::KeyId> kids;
  for (const Role* role : {&root.root, &root.issuers, &root.head})
    for (const auto& key : role->keys) kids.push_back(cose::key_id(key));
  return kids;
}

/// Reason duplicate-key: two keys of one kid never stand in one bundle, be they the same key or not.
inline Result<void> check_distinct(std::vector<cose::KeyId> kids) {
  std::ranges::sort(kids);
  const auto twice = std::ranges::adjacent_find(kids);
  if (twice == kids.end()) return {};
  return fail(Reason::kDuplicateKey, "the kid " + codec::to_hex(twice->value()) + " stands twice");
}

/// Reason threshold: fewer keys of the role signed than it asks for.
inline Result<void> check_threshold(const cose::VerifiedSign& message, const Role& role,
                                    std::string_view what) {
  const auto count = message.count_of(role.keys);
  if (count >= role.threshold) return {};
  return fail(Reason::kThreshold, std::to_string(count) + " of the " + std::string(what) + " keys signed, " +
                                      std::to_string(role.threshold) + " must");
}

inline Result<void> check_environment(Environment found, Environment expected, std::string_view what) {
  if (found == expected) return {};
  return fail(Reason::kWrongEnvironment, std::string(what) + " for " + std::string(name(found)) +
                                             ", expected " + std::string(name(expected)));
}

}  // namespace cred::trust
