// SPDX-License-Identifier: Apache-2.0
// A permit in a phone: the world of world.h, a device, the wallet credential bound to it, and the codes that
// the device makes.
#pragma once

#include <map>
#include <string>

#include "cred/present.h"
#include "support/fixed_random.h"
#include "support/world.h"

namespace cred::test {

/// A whole permit like the first sample's, every member to be changed before it is minted.
struct WalletDraftOf {
  std::string document_id = "W7M9Q2XT7RW4VNP8";
  std::uint64_t index = 8;
  std::string uri;  // empty: the authority's list 1
  credential::Category category = credential::Category::kA;
  const char* region = "110108";
  Day valid_from = day("2025-02-10");
  Day valid_until = day("2030-02-09");
  std::string name = "AL-RASHED, NORAH ABDULLAH";
  std::string native = "نورة عبدالله الراشد";
  credential::Sex sex = credential::Sex::kFemale;
  Day birth_date = day("1984-07-19");
  std::string passport_number = "Z000101";
  std::string issuing_state = "SAU";
  Day passport_expiry = day("2031-03-02");
  std::string permit_number = "110000202500101010";
  Day decided = day("2025-02-08");
  std::string nationality = "SAU";
  std::string employer = "北京示例量子科技有限公司";
  std::string uscc = "91110108XXDEM00154";
  std::string position = "量子算法科学家";
  const char* work_region = "110108";
  std::uint64_t basis = 1;
  std::string social_security = "SAU00000000Z000101";
  const char* social_security_region = "110108";
  std::optional<std::string> predecessor;
  std::optional<credential::PassportCheck> passport;  // none: made from number and birth date
  Instant now = at("2025-02-10T12:00:00+08:00");

  /// Views into *this.
  credential::WalletPermit permit() const {
    return {{category, *Region::from_text(region), valid_from, valid_until},
            {name, native.empty() ? std::nullopt : std::optional<std::string_view>(native)},
            {sex, birth_date, passport_number, issuing_state, passport_expiry},
            {permit_number, decided, nationality, employer, uscc, position, *Region::from_text(work_region),
             credential::Kind::kOver90Days},
            passport ? *passport : passport_check(),
            {basis, social_security, *Region::from_text(social_security_region),
             predecessor ? std::optional<std::string_view>(*predecessor) : std::nullopt,
             credential::Event::kIssued, decided}};
  }

  credential::PassportCheck passport_check() const {
    static constexpr credential::PassportCheck::Salt kSalt{7, 7, 7};
    static std::map<std::pair<std::string, Day>, credential::PassportCheck::Tag> known;  // Argon2id is slow
    const std::pair key(passport_number, birth_date);
    auto tag = known.find(key);
    if (tag == known.end())
      tag = known.emplace(key, *credential::passport_tag(passport_number, birth_date, kSalt)).first;
    return {kSalt, tag->second, std::nullopt};
  }
};

struct LiveWorld : World {
  LiveWorld() = default;
  explicit LiveWorld(const Release& release) : World(release) {}

  Result<Bytes> try_mint_wallet(const WalletDraftOf& draft, const SignerKey& key,
                                const crypto::PublicKey& bound_to) {
    const std::string uri = draft.uri.empty() ? authority.list_uri(1) : draft.uri;
    const auto entry = authority.entry(trust::Purpose::kPermits, key);
    return cred::mint_wallet({draft.document_id, {draft.index, uri}, bound_to, draft.permit()}, entry, *key,
                             random, draft.now);
  }
  Bytes mint_wallet(const WalletDraftOf& draft = {}) { return mint_wallet(draft, *device); }
  Bytes mint_wallet(const WalletDraftOf& draft, const crypto::Signer& bound_to) {
    auto token = try_mint_wallet(draft, authority.permits_key, bound_to.public_key());
    INFO((token ? "" : token.error().detail));
    REQUIRE(token);
    return std::move(*token);
  }

  HeldPermit hold(Bytes token) {
    auto held =
        HeldPermit::reopen(std::move(token), authority.permits_key->public_key(), device->public_key());
    INFO((held ? "" : held.error().detail));
    REQUIRE(held);
    return std::move(*held);
  }
  HeldPermit hold(const WalletDraftOf& draft = {}) { return hold(mint_wallet(draft)); }

  /// A quick code for `role` that shows what its profile says.
  Presented quick(const HeldPermit& held, trust::VerifierRole role = trust::VerifierRole::kEmployer,
                  Instant clock = kNow) {
    return quick(held, role, credential::find_profile(trust::name(role))->groups, clock);
  }
  Presented quick(const HeldPermit& held, trust::VerifierRole role, credential::GroupSet groups,
                  Instant clock = kNow) {
    return must(present_quick(held, role, groups, *device, clock));
  }
  Presented answer(const HeldPermit& held, const sdcwt::Challenge& challenge,
                   credential::GroupSet groups = {credential::Group::kName, credential::Group::kWork,
                                                  credential::Group::kPassport},
                   Instant clock = kNow) {
    return must(present_answer(held, challenge, groups, *device, clock));
  }

  /// A challenge and what the store that made it knows.
  sdcwt::Challenge challenge(std::string audience = "Example Police") {
    return {std::move(audience), random.take<16>(), {20, 22}};
  }
  static AwaitedAnswer awaited(const sdcwt::Challenge& challenge, Instant made = kNow) {
    return {challenge.audience, challenge.nonce, made, false};
  }

  Verdict verify_live(const Bytes& token) { return verify_presentation(token, context()); }

  FixedRandom random{"live"};
  SignerKey device = make_key(random, crypto::Algorithm::kEsp256);

 private:
  static Presented must(Result<Presented> presented) {
    INFO((presented ? "" : presented.error().detail));
    REQUIRE(presented);
    return std::move(*presented);
  }
};

}  // namespace cred::test
