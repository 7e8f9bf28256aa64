// SPDX-License-Identifier: Apache-2.0
// Tables of attacks on an update. A store holds version 5 of everything; version 6 of everything is accepted.
// Each row spoils one part of that version 6, as its thief could, and names the one reason it is refused for.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

#include "cred/cbor/reader.h"
#include "support/authority.h"
#include "support/trust_store.h"

namespace cred::test {

inline constexpr std::uint64_t kHeldVersion = 5;
inline constexpr Instant kHeldIssued = kNow - std::chrono::days{1};

struct Attack {
  std::string name;
  Reason reason;
  /// Before signing: what the holder of the keys may say.
  std::function<void(const Authority&, Release&)> spoil = {};
  /// After signing: what anybody may do to the file.
  std::function<void(const Authority&, SignedBundle&)> spoil_file = {};
};

template <class T>
std::string word_of(const Result<T>& result) {
  return result ? "accepted" : std::string(word(result.error().reason));
}

/// `held` and `next` are what the store holds and what it is offered, before a row spoils the second.
inline void run_attacks(const Authority& authority, const Release& held, const Release& next,
                        const std::vector<Attack>& attacks) {
  TrustStore store(authority.sign(held));
  REQUIRE(word_of(store.update(authority.sign(held))) == "accepted");
  auto accepting = store;
  REQUIRE(word_of(accepting.update(authority.sign(next))) == "accepted");

  for (const auto& attack : attacks) {
    auto release = next;
    if (attack.spoil) attack.spoil(authority, release);
    auto bundle = authority.sign(release);
    if (attack.spoil_file) attack.spoil_file(authority, bundle);
    auto attacked = store;
    const auto result = attacked.update(bundle);
    INFO(attack.name << ": " << (result ? "" : result.error().detail));
    CHECK(word_of(result) == word(attack.reason));
    CHECK(attacked.bundle().head().identity() == store.bundle().head().identity());
  }
}

inline void run_attacks(const std::vector<Attack>& attacks) {
  const Authority authority;
  run_attacks(authority, authority.release(kHeldVersion, kHeldIssued), authority.release(kHeldVersion + 1),
              attacks);
}

/// Puts `after` where `before` stands, exactly once.
inline void replace(Bytes& bytes, BytesView before, BytesView after) {
  const auto at = std::search(bytes.begin(), bytes.end(), before.begin(), before.end());
  REQUIRE(at != bytes.end());
  REQUIRE(std::search(at + 1, bytes.end(), before.begin(), before.end()) == bytes.end());
  const auto rest = bytes.erase(at, at + static_cast<std::ptrdiff_t>(before.size()));
  bytes.insert(rest, after.begin(), after.end());
}

}  // namespace cred::test
