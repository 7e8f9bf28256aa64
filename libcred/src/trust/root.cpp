// SPDX-License-Identifier: Apache-2.0
//
// A root names its own keys, so its payload is read before anybody vouched for it: peek_root and the two open
// functions are the only places that do so, and nothing of it leaves them before the thresholds are met.
#include "cred/trust/root.h"

#include <algorithm>

#include "cred/cbor/decode.h"
#include "trust/content.h"
#include "trust/form.h"

namespace cred::trust {

namespace {

constexpr int kEpoch = 5;
constexpr int kRoles = 6;

Result<Role> parse_role(const cbor::Item& item, std::string_view what) {
  cbor::ArrayReader in(item, what, Reason::kTrustForm);
  Role role;
  role.threshold = in.next_uint();
  const auto list = in.next();
  CRED_CHECK(in.finish());
  cbor::ArrayReader keys(list, what, Reason::kTrustForm);
  while (keys.more()) {
    CRED_TRY(auto key, cose::parse_key(keys.next(), Reason::kTrustForm));
    role.keys.push_back(std::move(key));
  }
  CRED_CHECK(keys.finish());
  return role;
}

void encode_role(cbor::Encoder& out, const Role& role) {
  out.array(2).uint(role.threshold).array(role.keys.size());
  for (const auto& key : role.keys) cose::encode_key(out, key);
}

Result<void> check_role(const Role& role, std::string_view what) {
  if (role.threshold >= 1 && role.threshold <= role.keys.size()) return {};
  return fail(Reason::kThreshold, "the " + std::string(what) + " role asks for " +
                                      std::to_string(role.threshold) + " of " +
                                      std::to_string(role.keys.size()) + " keys");
}

bool same_keys(const Role& a, const Role& b) {
  return std::ranges::is_permutation(a.keys, b.keys);
}

/// The epoch never falls, and new head keys raise it: what the old head keys signed loses its order then.
Result<void> check_epoch(const RootContent& next, const RootContent& held) {
  if (next.epoch < held.epoch) {
    return fail(Reason::kRollback,
                "root epoch " + std::to_string(next.epoch) + ", held " + std::to_string(held.epoch));
  }
  if (next.epoch == held.epoch && !same_keys(next.head, held.head)) {
    return fail(Reason::kTrustForm, "root " + std::to_string(next.version) +
                                        " changes head keys and stays in epoch " +
                                        std::to_string(next.epoch));
  }
  return {};
}

Result<void> check_succession(const RootContent& next, const RootContent& held) {
  CRED_CHECK(check_environment(next.environment, held.environment, "root"));
  if (next.version != held.version + 1) {
    return fail(Reason::kVersionGap,
                "root version " + std::to_string(next.version) + " after " + std::to_string(held.version));
  }
  return check_root(next);
}

}  // namespace

Result<RootContent> parse_root_content(BytesView payload) {
  CRED_TRY(const auto item, cbor::decode(payload, cbor::Limits::own(kMaxRoot)));
  cbor::MapReader in(item, "root", Reason::kTrustForm);
  const auto preamble = read_preamble(in);
  const auto epoch = required_version(in, kEpoch);
  const auto roles_item = in.required(kRoles);
  CRED_CHECK(in.finish());

  cbor::MapReader roles(roles_item, "roles", Reason::kTrustForm);
  const auto root_item = roles.required(1);
  const auto issuers_item = roles.required(2);
  const auto head_item = roles.required(3);
  CRED_CHECK(roles.finish());
  CRED_TRY(auto root, parse_role(root_item, "root role"));
  CRED_TRY(auto issuers, parse_role(issuers_item, "issuers role"));
  CRED_TRY(auto head, parse_role(head_item, "head role"));
  return RootContent{preamble.version, preamble.issued,    preamble.expires, preamble.environment, epoch,
                     std::move(root),  std::move(issuers), std::move(head)};
}

std::string_view name(Environment environment) {
  return environment == Environment::kTest ? "test" : "production";
}

Bytes encode(const RootContent& content) {
  cbor::Encoder out;
  out.map(6);
  encode_preamble(out, preamble_of(content));
  out.uint(kEpoch).uint(content.epoch);
  out.uint(kRoles).map(3);
  encode_role(out.uint(1), content.root);
  encode_role(out.uint(2), content.issuers);
  encode_role(out.uint(3), content.head);
  return out.take();
}

Result<void> check_root(const RootContent& content) {
  CRED_CHECK(check_preamble(preamble_of(content), "root"));
  if (content.epoch < 1 || content.epoch > cbor::kMaxVersion)
    return fail(Reason::kTrustForm, "root epoch " + std::to_string(content.epoch));
  CRED_CHECK(check_role(content.root, "root"));
  CRED_CHECK(check_role(content.issuers, "issuers"));
  CRED_CHECK(check_role(content.head, "head"));
  return check_distinct(kids_of_roles(content));
}

Result<void> check_next_root(const RootContent& next, const RootContent& held) {
  CRED_CHECK(check_succession(next, held));
  return check_epoch(next, held);
}

Result<Root> Root::open_first(BytesView message) {
  CRED_TRY(auto sign, cose::Sign::parse(message, cose::Typ::kRoot, kMaxRoot));
  CRED_TRY(auto content, parse_root_content(sign.self_asserted_payload()));
  CRED_CHECK(check_root(content));
  // Signers of the root before it are strangers here: that root is not known, its keys prove nothing.
  CRED_TRY(const auto verified, std::move(sign).verify(content.root.keys, cose::Strangers::kIgnore));
  CRED_CHECK(check_threshold(verified, content.root, "root"));
  return Root(std::move(content), crypto::sha256(verified.payload()), to_bytes(message));
}

Result<Root> Root::open_next(BytesView message, const Root& held) {
  const auto& before = held.content();
  CRED_TRY(auto sign, cose::Sign::parse(message, cose::Typ::kRoot, kMaxRoot));
  CRED_TRY(auto content, parse_root_content(sign.self_asserted_payload()));
  CRED_CHECK(check_succession(content, before));

  auto keys = before.root.keys;
  keys.insert(keys.end(), content.root.keys.begin(), content.root.keys.end());
  CRED_TRY(const auto verified, std::move(sign).verify(keys, cose::Strangers::kRefuse));
  CRED_CHECK(check_threshold(verified, before.root, "held root"));
  CRED_CHECK(check_threshold(verified, content.root, "new root"));
  CRED_CHECK(check_epoch(content, before));
  return Root(std::move(content), crypto::sha256(verified.payload()), to_bytes(message));
}

Result<RootPeek> peek_root(BytesView message) {
  CRED_TRY(const auto sign, cose::Sign::parse(message, cose::Typ::kRoot, kMaxRoot));
  CRED_TRY(const auto content, parse_root_content(sign.self_asserted_payload()));
  return RootPeek{content.version, content.environment, crypto::sha256(sign.self_asserted_payload())};
}

}  // namespace cred::trust
