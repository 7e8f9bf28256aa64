// SPDX-License-Identifier: Apache-2.0
// The example people with their permits in a phone: every profile, both modes, both kinds of key. What is
// shown, and how large the codes are: the table of docs/formats/presentation.md.
#include <fstream>
#include <map>

#include "people.h"

namespace cred::test {
namespace {

constexpr crypto::Algorithm kDeviceKeys[] = {crypto::Algorithm::kEd25519, crypto::Algorithm::kEsp256};

/// QR versions at level L by what alphanumeric mode holds (ISO/IEC 18004 table 7), versions 1 to 25.
int version_of(const std::string& text) {
  static constexpr int kCharacters[] = {25,   47,   77,   114,  154,  195,  224, 279, 335,
                                        395,  468,  535,  619,  667,  758,  854, 938, 1046,
                                        1153, 1249, 1352, 1460, 1588, 1704, 1853};
  int version = 1;
  for (const int characters : kCharacters) {
    if (static_cast<int>(text.size()) <= characters) return version;
    ++version;
  }
  return version;
}

/// At most, over the samples, in quick mode.
int limit_of(std::string_view profile) {
  if (profile == "guard") return 18;
  return profile == "department" ? 22 : 21;
}

bool stands_on_the_page(const std::string& row) {
  std::ifstream page(source_file("docs/formats/presentation.md"));
  for (std::string line; std::getline(page, line);)
    if (line == row) return true;
  return false;
}

struct Sizes {
  std::size_t least_octets = SIZE_MAX, most_octets = 0;
  int quick_least = 99, quick_most = 0, answer_most = 0;

  /// A row of the table of docs/formats/presentation.md.
  std::string row(std::string_view profile) const {
    const auto range = [](auto least, auto most) {
      return std::to_string(least) + "-" + std::to_string(most);
    };
    return "| " + std::string(profile) + " | " + range(least_octets, most_octets) + " | " +
           range(quick_least, quick_most) + "-L | " + std::to_string(answer_most) + "-L |";
  }
  void add(const Presented& quick, const Presented& answer) {
    least_octets = std::min(least_octets, quick.token.size());
    most_octets = std::max(most_octets, quick.token.size());
    quick_least = std::min(quick_least, version_of(quick.text));
    quick_most = std::max(quick_most, version_of(quick.text));
    answer_most = std::max(answer_most, version_of(answer.text));
  }
};

/// Everything that the profile shows is what the draft says, and nothing else is shown.
void check_shown(const Verdict& verdict, const WalletDraftOf& draft, credential::GroupSet groups) {
  using enum credential::Group;
  const bool in_force = Day::of(kNow) <= draft.valid_until;
  CHECK(summary(verdict) == (in_force ? "VALID" : "EXPIRED expired"));
  CHECK(verdict.binding == Binding::kHolderProven);
  REQUIRE(verdict.facts);
  const auto& facts = *verdict.facts;
  CHECK(facts.name == (groups.has(kName) ? std::optional(draft.name) : std::nullopt));
  CHECK(facts.name_native == (groups.has(kName) ? std::optional(draft.native) : std::nullopt));
  CHECK(facts.employer_zh == (groups.has(kWork) ? std::optional(draft.employer) : std::nullopt));
  CHECK((facts.identity ? facts.identity->passport_number : "") ==
        (groups.has(kIdentity) ? draft.passport_number : ""));
  CHECK((facts.record ? facts.record->social_security_number : "") ==
        (groups.has(kRecord) ? draft.social_security : ""));
}

TEST_CASE("each example person shows what each profile says, in codes within their versions") {
  std::map<std::string_view, Sizes> table;
  for (const auto& person : people_with_permits()) {
    for (const auto algorithm : kDeviceKeys) {
      LiveWorld world;
      world.device = make_key(world.random, algorithm);
      const auto held = world.hold(person.draft);
      for (const auto& profile : credential::kDisclosureProfiles) {
        INFO(person.id << " " << profile.name << " " << crypto::name(algorithm));
        auto context = world.context();
        context.role = *trust::verifier_role_from(profile.name);
        const auto quick = world.quick(held, context.role);
        check_shown(verify(quick.text, context), person.draft, profile.groups);
        const auto challenge = world.challenge("14 characters.");
        const auto answer = world.answer(held, challenge, profile.groups);
        context.challenge = LiveWorld::awaited(challenge);
        check_shown(verify(answer.text, context), person.draft, profile.groups);
        CHECK(version_of(quick.text) <= limit_of(profile.name));
        CHECK(version_of(answer.text) <= version_of(quick.text) + 1);
        table[profile.name].add(quick, answer);
      }
    }
  }
  for (const auto& [profile, sizes] : table) {
    INFO("the page should have " << sizes.row(profile));
    CHECK(stands_on_the_page(sizes.row(profile)));
  }
}

TEST_CASE("the longest names and a long employer still fit into version 23") {
  LiveWorld world;
  auto draft = people_with_permits()[3].draft;
  draft.employer = "北京示例国际人力资源技术服务股份有限公司";
  const auto held = world.hold(draft);
  for (const auto& profile : credential::kDisclosureProfiles) {
    CHECK(version_of(world.quick(held, *trust::verifier_role_from(profile.name)).text) <= 23);
    CHECK(version_of(world.answer(held, world.challenge("14 characters."), profile.groups).text) <= 23);
  }
}

TEST_CASE("above version 25 there is a refusal that says what is long") {
  LiveWorld world;
  WalletDraftOf draft;
  draft.name = std::string(250, 'N');
  draft.employer = std::string(250, 'E');
  draft.position = std::string(250, 'P');
  const auto held = world.hold(draft);
  const auto refused = present_quick(held, trust::VerifierRole::kDepartment,
                                     credential::find_profile("department")->groups, *world.device, kNow);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == Reason::kTooLargeForQr);
  CHECK(refused.error().detail.find("employer 250") != std::string::npos);
  CHECK(world.quick(held, trust::VerifierRole::kGuard).token.size() > 0);
}

}  // namespace
}  // namespace cred::test
