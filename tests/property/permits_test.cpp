// SPDX-License-Identifier: Apache-2.0
// Any permit the format allows is accepted and comes back as it was minted; any damage to it is not. The same
// permits in every run: the generator is seeded.
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "cred/codec/unicode.h"
#include "support/world.h"

namespace cred {
namespace {

using test::Draft;

constexpr int kPermits = 1000;

/// Draws drafts. std::mt19937 gives the same numbers everywhere; the distributions of the library do not.
class Generator {
 public:
  explicit Generator(unsigned seed) : numbers_(seed) {}

  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(numbers_()) % limit; }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

  /// 1 to `most` octets of one script or of all mixed, in NFC.
  std::string text(std::size_t most) {
    static constexpr std::pair<char32_t, char32_t> kScripts[] = {
        {0x20, 0x7e},     {0xc0, 0x17f},    {0x391, 0x3a1},     {0x410, 0x44f},
        {0x5d0, 0x5ea},   {0x621, 0x63a},   {0x905, 0x939},     {0xe01, 0xe30},
        {0x10d0, 0x10f0}, {0x1200, 0x1247}, {0x3041, 0x3096},   {0x4e00, 0x9fa5},
        {0xac00, 0xd7a3}, {0x1780, 0x17b3}, {0x20000, 0x2a6d0}, {0x1f600, 0x1f64f}};
    const auto size = 1 + below(static_cast<std::uint32_t>(most));
    const bool mixed = one_in(4);
    auto script = kScripts[below(std::size(kScripts))];
    std::string text;
    while (true) {
      if (mixed) script = kScripts[below(std::size(kScripts))];
      const auto next =
          utf8(script.first + below(static_cast<std::uint32_t>(script.second - script.first + 1)));
      if (text.size() + next.size() > size && !text.empty()) break;
      text += next;
    }
    auto composed = codec::to_nfc(text);
    REQUIRE(composed);
    return composed->size() <= most ? *composed : "A";
  }

  Day day(int first_year, int years) {
    while (true) {
      const auto number = static_cast<std::uint64_t>(first_year) * 10'000 +
                          below(static_cast<std::uint32_t>(years)) * 10'000 + (1 + below(12)) * 100 + 1 +
                          below(31);
      if (const auto day = Day::from_yyyymmdd(number)) return *day;
    }
  }

  Draft draft() {
    static constexpr const char* kRegions[] = {"110000", "110100", "110108", "120000",
                                               "120101", "130000", "130102", "130600"};
    static constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    Draft draft;
    for (auto& c : draft.document_id) c = kCrockford[below(32)];
    draft.index = below(1000);
    draft.category = static_cast<credential::Category>(1 + below(3));
    draft.region = kRegions[below(std::size(kRegions))];
    draft.valid_from = day(2025, 1);
    draft.valid_until = day(2027, 4);
    draft.now = draft.valid_from.start() + std::chrono::seconds(below(86'400));
    const std::size_t most = one_in(20) ? 255 : 40;
    draft.name = text(most);
    draft.native = text(most);
    draft.employer = text(most);
    draft.uscc = text(18);
    for (auto& octet : draft.passport.salt) octet = static_cast<std::uint8_t>(below(256));
    for (auto& octet : draft.passport.tag) octet = static_cast<std::uint8_t>(below(256));
    if (one_in(3)) draft.passport.previous = {{1, 2, 3, static_cast<std::uint8_t>(below(256))}, day(2025, 5)};
    return draft;
  }

 private:
  static std::string utf8(char32_t c) {
    const auto octet = [](char32_t value) { return static_cast<char>(value); };
    if (c < 0x80) return {octet(c)};
    if (c < 0x800) return {octet(0xc0 | c >> 6), octet(0x80 | (c & 0x3f))};
    if (c < 0x10000) return {octet(0xe0 | c >> 12), octet(0x80 | (c >> 6 & 0x3f)), octet(0x80 | (c & 0x3f))};
    return {octet(0xf0 | c >> 18), octet(0x80 | (c >> 12 & 0x3f)), octet(0x80 | (c >> 6 & 0x3f)),
            octet(0x80 | (c & 0x3f))};
  }

  std::mt19937 numbers_;
};

TEST_CASE("every permit that can be minted is accepted, and says what was minted") {
  test::World world;
  const auto context = world.context();
  Generator generator(1);
  for (int n = 0; n < kPermits; ++n) {
    const auto draft = generator.draft();
    CAPTURE(n, draft.name, draft.native, draft.employer);
    const auto issued =
        world.mint(draft, n % 2 == 0 ? world.authority.permits_key : world.authority.permits_p256_key);
    const auto verdict = verify(issued.text, context);
    REQUIRE(test::summary(verdict) == "VALID");
    const auto& facts = *verdict.facts;
    REQUIRE(facts.document == draft.document_id);
    REQUIRE(facts.name == draft.name);
    REQUIRE(facts.name_native == draft.native);
    REQUIRE(facts.employer_zh == draft.employer);
    REQUIRE(facts.employer_uscc == draft.uscc);
    REQUIRE(facts.region == draft.region);
    REQUIRE(facts.category == credential::name(draft.category));
    REQUIRE(facts.valid_from == draft.valid_from);
    REQUIRE(facts.valid_until == draft.valid_until);
    // One permit has one encoding: text and octets lead to each other and to nothing else.
    REQUIRE(qr::from_text(issued.text)->bytes == issued.token);
    REQUIRE(qr::to_text(qr::Kind::kStaticPermit, issued.token) == issued.text);
  }
}

TEST_CASE("no random damage to a permit is accepted") {
  test::World world;
  const auto context = world.context();
  Generator generator(2);
  std::set<std::string> outcomes;
  for (int n = 0; n < kPermits; ++n) {
    const auto token = world.mint(generator.draft()).token;
    for (int damage = 0; damage < 8; ++damage) {
      auto bad = token;
      const auto at = generator.below(static_cast<std::uint32_t>(bad.size()));
      const auto from = bad.begin() + at;
      switch (generator.below(5)) {
        case 0:
          bad.erase(from);
          break;
        case 1:
          bad.insert(from, static_cast<std::uint8_t>(generator.below(256)));
          break;
        case 2:
          std::reverse(from, bad.end());
          break;
        case 3:
          std::rotate(bad.begin(), from, bad.end());
          break;
        default:
          bad[at] ^= static_cast<std::uint8_t>(1 + generator.below(255));
      }
      if (bad == token) continue;
      const auto verdict = verify_static(bad, context);
      CAPTURE(n, damage, verdict.detail);
      REQUIRE(outcome_of(verdict.code) == Outcome::kRefused);
      REQUIRE_FALSE(verdict.facts);
      outcomes.insert(test::summary(verdict));
    }
  }
  CHECK(outcomes.size() >= 4);
}

TEST_CASE("the parts of two genuine permits do not make a third") {
  test::World world;
  const auto context = world.context();
  Generator generator(3);
  for (int n = 0; n < 200; ++n) {
    const auto one = world.mint(generator.draft()).token;
    const auto other = world.mint(generator.draft()).token;
    const auto cut = 1 + generator.below(static_cast<std::uint32_t>(std::min(one.size(), other.size()) - 1));
    Bytes mixed(one.begin(), one.begin() + cut);
    append(mixed, BytesView(other).subspan(cut));
    if (mixed == one || mixed == other) continue;
    CAPTURE(n, cut);
    REQUIRE(outcome_of(verify_static(mixed, context).code) == Outcome::kRefused);
    // The signature of one over the content of the other.
    auto swapped = one;
    std::copy(other.end() - 64, other.end(), swapped.end() - 64);
    REQUIRE(test::summary(verify_static(swapped, context)) == "BAD_SIGNATURE issuer-signature");
  }
}

}  // namespace
}  // namespace cred
