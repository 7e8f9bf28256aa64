// SPDX-License-Identifier: Apache-2.0
// An authority with a register of physical cards, and a verifier that holds it.
#pragma once

#include <catch2/catch.hpp>
#include <list>
#include <string>
#include <vector>

#include "cred/verify_legacy.h"
#include "support/authority.h"
#include "support/cards.h"
#include "support/trust_store.h"

namespace cred::test {

inline constexpr const char* kNumber = "110000202400216339";
inline constexpr const char* kBirthDate = "1998-09-04";

/// Argon2id once a number, however many registers.
inline const legacy::CardKey& real_key(const std::string& number, const char* birth_date) {
  static std::map<std::string, legacy::CardKey> keys;
  const auto id = number + birth_date;
  if (!keys.contains(id)) keys.emplace(id, *legacy::derive_card_key(number, a_day(birth_date), {}));
  return keys.at(id);
}

/// Cards of kNumber beside a hundred others.
inline std::vector<TestCard> with_cards(const std::vector<legacy::Record>& records) {
  auto cards = some_cards(100);
  for (const auto& record : records) cards.push_back({real_key(kNumber, kBirthDate), record});
  return cards;
}

inline MemberRelease register_release(const Authority& authority, const BuiltRegister& built) {
  return {trust::MemberKind::kRegister, authority.iss, built.header.version,
          built.file(*authority.register_key)};
}

/// The authority of every CardWorld that is made of records alone.
inline const Authority& card_authority() {
  static const Authority authority;
  return authority;
}

struct CardWorld {
  explicit CardWorld(const std::vector<legacy::Record>& records, Instant as_of = kNow)
      : CardWorld(release_with(records, as_of)) {}
  explicit CardWorld(const Release& release) : published(card_authority().sign(release)), store(published) {
    const auto updated = store.update(published, kNow, true);
    INFO((updated ? "" : updated.error().detail));
    REQUIRE(updated);
    for (const auto& member : store.bundle().head().content().members) {
      if (member.kind != trust::MemberKind::kRegister) continue;
      for (const auto& cards : updated->registers) {
        if (cards.member != member.hash) continue;
        trees.push_back(cards.tree);
        held.push_back(
            *HeldRegister::open(store.bundle(), member, store.members().at(member.hash), trees.back()));
      }
    }
  }
  CardWorld(const CardWorld&) = delete;
  CardWorld& operator=(const CardWorld&) = delete;

  static Release release_with(const std::vector<legacy::Record>& records, Instant as_of) {
    const auto& authority = card_authority();
    auto release = authority.release(1, as_of, std::chrono::days{365});
    release.others.push_back(register_release(authority, build_register(with_cards(records), as_of)));
    return release;
  }
  LegacyContext context(Instant now = kNow) const {
    return {.trust = &store.bundle(), .registers = held, .clock_floor = store.clock_floor(), .now = now};
  }
  static CardQuestion question() { return {.number = kNumber, .birth_date = a_day(kBirthDate)}; }
  /// The hash of the register that was released as number `n`.
  crypto::Digest published_hash(std::size_t n) const {
    return crypto::sha256(published.members.at(published.members.size() - held.size() + n));
  }
  Verdict verify(Instant now = kNow) const { return verify_legacy(question(), context(now)); }

  SignedBundle published;
  TrustStore store;
  std::list<Bytes> trees;
  std::vector<HeldRegister> held;
};

}  // namespace cred::test
