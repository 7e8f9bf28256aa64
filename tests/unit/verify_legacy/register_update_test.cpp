// SPDX-License-Identifier: Apache-2.0
// Registers in a bundle: what an update refuses, and that the old state stays.
#include <catch2/catch.hpp>

#include "card_world.h"
#include "unit/trust/attack.h"

namespace cred::test {

using std::chrono::days;
using std::chrono::hours;

namespace {

BuiltRegister built_of(std::uint64_t version, Instant as_of = kNow) {
  return build_register(some_cards(200), as_of, version, {}, "edition " + std::to_string(version));
}

Release release_of(const Authority& authority, std::uint64_t version, Instant issued) {
  auto release = authority.release(version, issued);
  release.others.push_back(register_release(authority, built_of(version, issued)));
  return release;
}

/// A row that builds or signs the register of version 6 in another way.
Attack attack(std::string name, Reason reason,
              const std::function<void(const Authority&, BuiltRegister&, crypto::Signer*&)>& spoil) {
  return {std::move(name), reason, [spoil](const Authority& authority, Release& release) {
            auto built = built_of(kHeldVersion + 1);
            crypto::Signer* signer = authority.register_key.get();
            spoil(authority, built, signer);
            release.others[0].bytes = built.file(*signer);
          }};
}

Region region(std::uint64_t number) {
  return *Region::from_number(number, Reason::kRequest);
}

}  // namespace

TEST_CASE("each rule of a register, broken once, refuses the bundle") {
  const Authority authority;
  FixedRandom random("stranger");
  const auto stranger = make_key(random);
  run_attacks(
      authority, release_of(authority, kHeldVersion, kHeldIssued),
      release_of(authority, kHeldVersion + 1, kNow),
      {
          attack("signed by a stranger", Reason::kUnknownKey,
                 [&](auto&, auto&, auto*& s) { s = stranger.get(); }),
          attack("signed by the permits key", Reason::kWrongPurpose,
                 [](auto& a, auto&, auto*& s) { s = a.permits_key.get(); }),
          attack("signed by the status key", Reason::kWrongPurpose,
                 [](auto& a, auto&, auto*& s) { s = a.status_key.get(); }),
          attack("signed by the head key", Reason::kUnknownKey,
                 [](auto& a, auto&, auto*& s) { s = a.head_key.get(); }),
          attack("a region beyond the key's", Reason::kWrongRegion,
                 [](auto&, auto& r, auto*&) { r.header.regions.push_back(region(310000)); }),
          attack("as of before the key's window", Reason::kOutsideSigningWindow,
                 [](auto&, auto& r, auto*&) { r.header.as_of = kBegin - std::chrono::seconds(1); }),
          attack("as of more than a day from now", Reason::kIssuedInFuture,
                 [](auto&, auto& r, auto*&) { r.header.as_of = kNow + hours(24) + std::chrono::seconds(1); }),
          attack("another version than the head says", Reason::kClaims,
                 [](auto&, auto& r, auto*&) { r.header.version = kHeldVersion; }),
          attack("a root hash of other pages", Reason::kClaims,
                 [](auto&, auto& r, auto*&) { r.header.root[0] ^= 1; }),
          attack("a bit flipped in the last page", Reason::kClaims,
                 [](auto&, auto& r, auto*&) { r.pages[r.pages.size() - 3000] ^= 1; }),
          attack(
              "the last page left out", Reason::kClaims,
              [](auto&, auto& r, auto*&) { r.pages.erase(r.pages.end() - legacy::kBlock, r.pages.end()); }),
          attack("an octet behind the last page", Reason::kClaims,
                 [](auto&, auto& r, auto*&) { r.pages.push_back(0); }),
          attack("a page of the edition before", Reason::kClaims,
                 [](auto&, auto& r, auto*&) {
                   const auto before = built_of(kHeldVersion, kHeldIssued).page(1);
                   std::ranges::copy(before, r.pages.begin() + legacy::kBlock);
                 }),
          {"the register held, offered again as the new version", Reason::kClaims,
           [](auto& a, Release& r) {
             r.others[0].bytes = register_release(a, built_of(kHeldVersion, kHeldIssued)).bytes;
           }},
          {"an older version", Reason::kRollback,
           [](auto& a, Release& r) { r.others[0] = register_release(a, built_of(kHeldVersion - 1)); }},
          {"the version held with other content", Reason::kEquivocation,
           [](auto& a, Release& r) { r.others[0] = register_release(a, built_of(kHeldVersion)); }},
          {"an older register under another name", Reason::kWrongIssuerName,
           [](auto& a, Release& r) {
             r.others[0] = register_release(a, built_of(kHeldVersion - 1));
             r.others[0].name = "CN-110000-cards";
           }},
          {"the register of an authority under another's name", Reason::kWrongIssuerName,
           [](auto&, Release& r) { r.issuers.entries[3].iss = "CN-120000"; }},
          {"the register key was revoked", Reason::kKeyRevoked,
           [](auto& a, Release& r) {
             r.issuers.tombstones = {{cose::thumbprint(a.register_key->public_key()), kNow, "stolen", {}}};
           }},
          {"no register at all behind the name", Reason::kClaims,
           [](auto&, Release& r) { r.others[0].bytes = Bytes(2 * legacy::kBlock, 1); }},
          {"a header of another kind", Reason::kTyp,
           [](auto& a, Release& r) {
             const auto built = built_of(kHeldVersion + 1);
             const auto message =
                 *cose::sign1(cose::Typ::kHead, legacy::encode(built.header), *a.register_key);
             r.others[0].bytes = *legacy::header_block(message);
             append(r.others[0].bytes, built.pages);
           }},
          {"a bit flipped in the signed header", Reason::kIssuerSignature,
           [](auto&, Release& r) { r.others[0].bytes[100] ^= 1; }},
      });
}

TEST_CASE("a register that nobody brings refuses nothing and answers nothing") {
  const Authority authority;
  const auto release = release_of(authority, 1, kNow);
  auto bundle = authority.sign(release);
  bundle.members.pop_back();
  TrustStore store(bundle);
  const auto updated = store.update(bundle);
  REQUIRE(updated);
  CHECK(updated->registers.empty());
}

TEST_CASE("a register held already need not come again, and raises the clock floor") {
  const Authority authority;
  auto release = release_of(authority, 1, kNow);
  release.others[0] = register_release(authority, built_of(1, kNow + hours(2)));
  auto bundle = authority.sign(release);
  TrustStore store(bundle);
  REQUIRE(store.update(bundle)->registers.size() == 1);
  CHECK(store.clock_floor() == kNow + hours(2));

  auto later = authority.release(2, kNow + hours(3));
  later.others = release.others;
  auto delta = authority.sign(later);
  delta.members.pop_back();
  const auto updated = store.update(delta, kNow + hours(3));
  REQUIRE(updated);
  CHECK(updated->registers.size() == 1);
  CHECK(store.clock_floor() == kNow + hours(3));

  // The disk changed the copy meanwhile: it is not taken over as if nothing had happened.
  store.members().at(updated->registers[0].member)[5000] ^= 1;
  auto last = authority.release(3, kNow + hours(4));
  last.others = release.others;
  delta = authority.sign(last);
  delta.members.pop_back();
  CHECK(word_of(store.update(delta, kNow + hours(4))) == "member-missing");
}

}  // namespace cred::test
