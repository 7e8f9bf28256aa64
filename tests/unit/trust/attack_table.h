// SPDX-License-Identifier: Apache-2.0
// One row of the table of attacks on trust data, and what rows are put together from.
#pragma once

#include "cred/trust/spared_list.h"
#include "unit/trust/attack.h"

namespace cred::test {

using std::chrono::hours;
using std::chrono::seconds;

inline constexpr seconds kSecond{1};
inline constexpr hours kDay{24};

/// New keys, the same in every run.
struct Keys {
  FixedRandom random{"attack table"};
  std::vector<SignerKey> made = [this] {
    std::vector<SignerKey> keys;
    for (int i = 0; i < 3; ++i) keys.push_back(make_key(random));
    return keys;
  }();
  crypto::Signer* operator[](std::size_t i) const { return made[i].get(); }
  crypto::PublicKey key(std::size_t i) const { return made[i]->public_key(); }
};

/// One side of a row: what is signed, and what is done to the file afterwards.
struct Side {
  std::function<void(Release&)> change = [](Release&) {};
  std::function<void(SignedBundle&)> change_file = [](SignedBundle&) {};
};

struct Row {
  const char* name;
  const char* refused_as;
  Side attack;
  Side twin;
  std::function<void(Release&)> held = [](Release&) {};
};

inline Side file(std::function<void(SignedBundle&)> change) {
  return {[](Release&) {}, std::move(change)};
}
inline Side head(std::function<void(trust::HeadContent&)> alter) {
  return {[alter](Release& r) { r.alter_head = alter; }};
}

inline void next_root(Release& r) {
  r.root.version = 2;
}

inline trust::Tombstone tombstone(const SignerKey& key, std::optional<crypto::Digest> spared = std::nullopt) {
  return {cose::thumbprint(key->public_key()), kNow, "stolen", spared};
}

inline Bytes spared(std::initializer_list<std::uint8_t> first_octets) {
  Bytes list;
  for (const auto octet : first_octets) {
    list.push_back(octet);
    list.resize(list.size() + trust::kSparedEntry - 1);
  }
  return list;
}

inline Side with_spared(const Authority& a, Bytes list) {
  return {
      [&a, list](Release& r) {
        r.issuers.tombstones = {tombstone(a.log_key, crypto::sha256(list))};
        r.head.members = {{trust::MemberKind::kSparedList, "spared", 1, list.size(), crypto::sha256(list)}};
      },
      [list](SignedBundle& b) { b.members.push_back(list); }};
}

}  // namespace cred::test
