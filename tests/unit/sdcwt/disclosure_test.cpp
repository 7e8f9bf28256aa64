// SPDX-License-Identifier: Apache-2.0
#include "cred/sdcwt/disclosure.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>

#include "cred/codec/hex.h"
#include "cred/sdcwt/redact.h"
#include "support/fixed_random.h"

namespace cred::sdcwt {
namespace {

Bytes hex(const char* text) {
  return *codec::from_hex(text);
}

TEST_CASE("the digest covers the byte string with its head") {
  // SD-CWT -08: a claim of the examples, the 33 octets inside the string.
  const auto content = hex("8350bae611067bb823486797da1ebbb52f836b414243442d3132333435361901f5");
  REQUIRE(content.size() == 33);
  CHECK(codec::to_hex(digest_of(content)).substr(0, 16) == "af375dc3fba1d082");
  CHECK(digest_of(content) != crypto::sha256(content));
}

TEST_CASE("a disclosure is exactly a salt of 16, a value and an unsigned key") {
  const Bytes good = encode_disclosure({1, 2, 3}, hex("a1016161"), 20);
  const auto parsed = Disclosure::parse(good);
  REQUIRE(parsed);
  CHECK(parsed->key == 20);
  CHECK(equal(parsed->value.encoded(), hex("a1016161")));

  const std::string salt = "5001020300000000000000000000000000";
  const struct {
    const char* what;
    std::string octets;
    Reason reason;
  } rows[] = {
      {"a salt of 15 octets", "834f010203000000000000000000000000a014", Reason::kDisclosure},
      {"a salt of 17 octets", "83510102030000000000000000000000000000a014", Reason::kDisclosure},
      {"a salt that is a text", "8370" + salt.substr(2) + "a014", Reason::kDisclosure},
      {"an array element", "82" + salt + "a0", Reason::kDisclosure},
      {"a decoy", "81" + salt, Reason::kDisclosure},
      {"four elements", "84" + salt + "a01400", Reason::kDisclosure},
      {"a negative key", "83" + salt + "a033", Reason::kDisclosure},
      {"a key that is a text", "83" + salt + "a06161", Reason::kDisclosure},
      {"no array", "a0", Reason::kDisclosure},
      {"octets left over", "83" + salt + "a01400", Reason::kCbor},
      {"an indefinite array", "9f" + salt + "a014ff", Reason::kNotDeterministic},
      {"a key in a longer form", "83" + salt + "a01814", Reason::kNotDeterministic},
      {"a tag 60 inside", "83" + salt + "d83c4014", Reason::kCbor},
      {"nothing", "", Reason::kCbor},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto refused = Disclosure::parse(hex(row.octets.c_str()));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == row.reason);
  }
}

TEST_CASE("no salt and no digest repeats in 100,000 mints") {
  crypto::SystemRandom random;
  const std::vector<Claim> claims = {
      {20, hex("a0")}, {21, hex("a0")}, {22, hex("a0")}, {25, hex("a0")}, {26, hex("a0")}};
  // The claims are always the same, so two equal digests of one key are two equal salts.
  std::vector<crypto::Digest> seen;
  bool ascending = true;
  for (int i = 0; i < 100'000; ++i) {
    const auto redacted = redact(claims, random);
    REQUIRE(redacted);
    ascending = ascending && std::is_sorted(redacted->digests.begin(), redacted->digests.end());
    seen.insert(seen.end(), redacted->digests.begin(), redacted->digests.end());
  }
  CHECK(ascending);
  REQUIRE(seen.size() == 500'000);
  // Compared by their first octets, which for digests is as good as by all of them, and quick under ASan.
  std::vector<std::uint64_t> begins(seen.size());
  for (std::size_t i = 0; i < seen.size(); ++i) std::memcpy(&begins[i], seen[i].data(), sizeof begins[i]);
  std::sort(begins.begin(), begins.end());
  CHECK(std::adjacent_find(begins.begin(), begins.end()) == begins.end());
}

TEST_CASE("a generator that repeats itself is noticed") {
  class Stuck final : public crypto::RandomSource {
    void fill(std::span<std::uint8_t> out) override { std::fill(out.begin(), out.end(), std::uint8_t{4}); }
  } stuck;
  const std::vector<Claim> claims = {{20, hex("a0")}, {21, hex("a0")}};
  CHECK(redact(claims, stuck).error().reason == Reason::kRandom);
}

}  // namespace
}  // namespace cred::sdcwt
