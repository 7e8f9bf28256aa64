// SPDX-License-Identifier: Apache-2.0
// A permit in a phone, for targets around live codes: a device on Ed25519, whose codes are the same in every
// run.
#pragma once

#include "cred/credential/passport_check.h"
#include "cred/mint.h"
#include "cred/present.h"
#include "cred/verify.h"
#include "fuzz/world.h"

namespace cred::fuzz {

/// The texts a draft looks at.
struct WalletTexts {
  static credential::PassportCheck passport() {
    const credential::PassportCheck::Salt salt{1, 2, 3};
    return {salt, *credential::passport_tag("Z000101", *Day::from_text("1984-07-19"), salt), std::nullopt};
  }
  credential::WalletPermit permit() const {
    const auto day = [](const char* text) { return *Day::from_text(text); };
    return {{credential::Category::kA, *Region::from_text("110108"), day("2025-02-10"), day("2030-02-09")},
            {"EXAMPLE, NORAH", "示例"},
            {credential::Sex::kFemale, day("1984-07-19"), "Z000101", "SAU", day("2031-03-02")},
            {"110000202500101010", day("2025-02-08"), "SAU", "北京示例科技有限公司", "91110108XXDEM00154",
             "工程师", *Region::from_text("110108"), credential::Kind::kOver90Days},
            passport(),
            {1, "SAU00000000Z000101", *Region::from_text("110108"), "K3M9Q2XT7RW4VNP8",
             credential::Event::kIssued, day("2025-02-08")}};
  }
};

inline WalletTexts wallet_draft() {
  return {};
}

inline crypto::Signer& device() {
  static const test::SignerKey key = [] {
    test::FixedRandom random("fuzzed phone");
    return test::make_key(random);
  }();
  return *key;
}

/// The wallet credential, with all groups.
inline const Bytes& wallet() {
  static const Bytes token = [] {
    test::FixedRandom random("fuzzed wallet");
    const auto entry = authority().entry(trust::Purpose::kPermits, authority().permits_key);
    return *mint_wallet(
        {"W7M9Q2XT7RW4VNP8", {8, "CN-110000:1"}, device().public_key(), wallet_draft().permit()}, entry,
        *authority().permits_key, random, *instant_from_text("2025-02-10T12:00:00+08:00"));
  }();
  return token;
}

inline const HeldPermit& held() {
  static const HeldPermit permit =
      *HeldPermit::reopen(wallet(), authority().permits_key->public_key(), device().public_key());
  return permit;
}

inline const test::TrustStore& live_store() {
  static const test::TrustStore kept = [] {
    test::TrustStore store(published());
    must(store.update(published()).has_value(), "the example bundle is accepted");
    return store;
  }();
  return kept;
}

inline Verdict judged_live(BytesView token) {
  const auto archive = *status::Archive::open(live_store().archive());
  const auto verdict = verify_presentation(token, {.trust = &live_store().bundle(),
                                                   .status = &archive,
                                                   .clock_floor = live_store().clock_floor(),
                                                   .now = test::kNow,
                                                   .role = trust::VerifierRole::kGuard,
                                                   .employer = {},
                                                   .passport = {}});
  must_be_plain(verdict.detail);
  const auto message = message_of(verdict);
  must_be_plain(message.zh);
  must_be_plain(message.en);
  return verdict;
}

}  // namespace cred::fuzz
