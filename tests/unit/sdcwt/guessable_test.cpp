// SPDX-License-Identifier: Apache-2.0
// Numbers of a person that are not shown cannot be found in a code, nor can a hash of them: who guesses a
// number, and there are few enough to try them all, has nothing to compare it with. The one thing that may be
// compared is the passport check (docs/threat-model.md).
#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>

#include "cred/codec/hex.h"
#include "cred/cose/sign1.h"
#include "people.h"

namespace cred::test {
namespace {

using credential::Group;

Bytes digest(const char* name, std::string_view text) {
  if (std::string_view(name) == "BLAKE2b-256") {
    Bytes out(32);
    crypto_generichash(out.data(), out.size(), as_bytes(text).data(), text.size(), nullptr, 0);
    return out;
  }
  Bytes out(EVP_MAX_MD_SIZE);
  std::size_t size = 0;
  REQUIRE(EVP_Q_digest(nullptr, name, nullptr, text.data(), text.size(), out.data(), &size) == 1);
  out.resize(size);
  return out;
}

constexpr const char* kDigests[] = {"SHA256", "SHA384",   "SHA512",      "SHA1",      "MD5",
                                    "SM3",    "SHA3-256", "BLAKE2b-256", "BLAKE2B512"};

std::string cased(std::string text, int (*convert)(int)) {
  std::ranges::transform(text, text.begin(), [&](char c) { return static_cast<char>(convert(c)); });
  return text;
}

/// The ways in which a number is written before it is hashed.
std::vector<std::string> spellings(const std::string& number, const std::string& country) {
  std::vector<std::string> all;
  for (const auto& text : {number, country + number, country + "0" + number}) {
    all.push_back(text);
    all.push_back(cased(text, std::toupper));
    all.push_back(cased(text, std::tolower));
  }
  if (number.starts_with(country)) all.push_back(number.substr(country.size()));
  return all;
}

bool contains(BytesView token, BytesView part) {
  return std::ranges::search(token, part).begin() != token.end();
}

/// Which hash of the number stands in the octets, whole or its first 8 octets, in binary or as hexadecimal.
std::string hash_in(BytesView token, const std::string& number, const std::string& country) {
  for (const auto& text : spellings(number, country)) {
    for (const auto* name : kDigests) {
      auto begin = digest(name, text);
      begin.resize(8);
      const auto hex = codec::to_hex(begin);
      if (contains(token, begin) || contains(token, as_bytes(hex)) ||
          contains(token, as_bytes(cased(hex, std::toupper))))
        return std::string(name) + " of " + text;
    }
  }
  return "";
}

/// Every code that can be made of a person's permit, and the wallet document without its disclosures.
struct Codes {
  Bytes print;
  Bytes wallet;
  Bytes bare_wallet;
  std::vector<std::pair<credential::GroupSet, Bytes>> shown;
};

Codes codes_of(const WalletDraftOf& draft) {
  LiveWorld world;
  Draft print;
  print.passport = *draft.passport;
  print.name = draft.name;
  const auto held = world.hold(draft);
  Codes codes{world.mint(print).token, to_bytes(held.token()), *cose::with_disclosures(held.token(), {}), {}};
  for (const auto& profile : credential::kDisclosureProfiles) {
    const auto role = *trust::verifier_role_from(profile.name);
    codes.shown.emplace_back(profile.groups, world.quick(held, role).token);
    codes.shown.emplace_back(profile.groups, world.answer(held, world.challenge(), profile.groups).token);
  }
  return codes;
}

TEST_CASE("neither a number that is not shown nor any usual hash of a number stands in a code") {
  for (const auto& [id, draft] : people_with_permits()) {
    CAPTURE(id);
    const auto codes = codes_of(draft);
    for (const auto* number : {&draft.passport_number, &draft.social_security}) {
      CAPTURE(*number);
      CHECK(hash_in(codes.print, *number, draft.nationality) == "");
      CHECK(hash_in(codes.wallet, *number, draft.nationality) == "");
      for (const auto& [groups, token] : codes.shown) CHECK(hash_in(token, *number, draft.nationality) == "");
      CHECK_FALSE(contains(codes.print, as_bytes(*number)));
      CHECK_FALSE(contains(codes.bare_wallet, as_bytes(*number)));
    }
    // The twin: what is shown is found by the same search. The social security number holds the passport's.
    for (const auto& [groups, token] : codes.shown) {
      CHECK(contains(token, as_bytes(draft.social_security)) == groups.has(Group::kRecord));
      CHECK(contains(token, as_bytes(draft.passport_number)) ==
            (groups.has(Group::kIdentity) || groups.has(Group::kRecord)));
    }
  }
}

TEST_CASE("a hash that does stand in a code is found") {
  for (const auto* name : kDigests) {
    CAPTURE(name);
    Bytes token(300);
    const auto planted = digest(name, "SAUZ000101");
    token.insert(token.begin() + 100, planted.begin(), planted.begin() + 8);
    CHECK(hash_in(token, "Z000101", "SAU") == std::string(name) + " of SAUZ000101");
  }
}

}  // namespace
}  // namespace cred::test
