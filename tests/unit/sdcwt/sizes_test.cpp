// SPDX-License-Identifier: Apache-2.0
// How large the codes of the example people are: the table of docs/formats/presentation.md.
#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cred/credential/permit.h"
#include "support/live.h"
#include "support/source_dir.h"

namespace cred {
namespace {

using nlohmann::json;

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

json people() {
  std::ifstream in(test::source_file("examples/people.json"));
  REQUIRE(in);
  return json::parse(in);
}

test::WalletDraftOf draft_of(const json& person, const json& employers) {
  test::WalletDraftOf draft;
  const auto& passport_name = person["passport_name"];
  draft.name = credential::passport_form(std::string(passport_name["surname"]),
                                         std::string(passport_name["given_names"]));
  draft.native = person["name_native"];
  draft.birth_date = test::day(std::string(person["birth_date"]).c_str());
  draft.nationality = person["nationality"];
  draft.issuing_state = person["nationality"];
  draft.passport_number = person["passport"]["number"];
  draft.social_security = person["social_security_no"]["value"];
  draft.predecessor = "K3M9Q2XT7RW4VNP8";
  const auto& permit = person["permit"];
  draft.permit_number = permit["number"];
  draft.position = permit["position"]["zh"];
  for (const auto& employer : employers) {
    if (employer["id"] != permit["employer"]) continue;
    draft.employer = employer["name_zh"];
    draft.uscc = employer["uscc"];
  }
  // The most a passport check can hold: right after a new passport.
  draft.passport = draft.passport_check();
  return draft;
}

/// What the issue allows over the samples, per profile, in quick mode.
int limit_of(std::string_view profile) {
  if (profile == "guard") return 18;
  return profile == "department" ? 22 : 21;
}

TEST_CASE("the codes of the example people keep within their versions") {
  const auto data = people();
  std::cout << "profile     key      quick octets/version      challenge\n";
  for (const auto& profile : credential::kDisclosureProfiles) {
    for (const auto algorithm : {crypto::Algorithm::kEd25519, crypto::Algorithm::kEsp256}) {
      std::size_t least_octets = SIZE_MAX, most_octets = 0;
      int quick_most = 0, answer_most = 0, quick_least = 99;
      for (const auto& person : data["people"]) {
        if (!person.contains("permit") || person["permit"].is_null()) continue;
        test::LiveWorld world;
        world.device = test::make_key(world.random, algorithm);
        const auto held = world.hold(draft_of(person, data["employers"]));
        const auto quick = world.quick(held, *trust::verifier_role_from(profile.name));
        const auto answer = world.answer(held, world.challenge("14 characters."), profile.groups);
        INFO(person["id"] << " " << profile.name);
        CHECK(version_of(quick.text) <= limit_of(profile.name));
        CHECK(version_of(answer.text) <= version_of(quick.text) + 1);
        least_octets = std::min(least_octets, quick.token.size());
        most_octets = std::max(most_octets, quick.token.size());
        quick_least = std::min(quick_least, version_of(quick.text));
        quick_most = std::max(quick_most, version_of(quick.text));
        answer_most = std::max(answer_most, version_of(answer.text));
      }
      std::cout << profile.name << std::string(12 - profile.name.size(), ' ') << crypto::name(algorithm)
                << "  " << least_octets << "-" << most_octets << "  " << quick_least << "-" << quick_most
                << "-L  " << answer_most << "-L\n";
    }
  }
}

TEST_CASE("the longest names and a long employer still fit into version 23") {
  const auto data = people();
  test::LiveWorld world;
  auto draft = draft_of(data["people"][3], data["employers"]);
  draft.employer = "北京示例国际人力资源技术服务股份有限公司";
  const auto held = world.hold(draft);
  for (const auto& profile : credential::kDisclosureProfiles) {
    CHECK(version_of(world.quick(held, *trust::verifier_role_from(profile.name)).text) <= 23);
    CHECK(version_of(world.answer(held, world.challenge("14 characters."), profile.groups).text) <= 23);
  }
}

TEST_CASE("above version 25 there is a refusal that says what is long") {
  test::LiveWorld world;
  test::WalletDraftOf draft;
  draft.name = std::string(250, 'N');
  draft.employer = std::string(250, 'E');
  draft.position = std::string(250, 'P');
  const auto held = world.hold(draft);
  const auto refused =
      present_quick(held, trust::VerifierRole::kDepartment, credential::find_profile("department")->groups,
                    *world.device, test::kNow);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == Reason::kTooLargeForQr);
  CHECK(refused.error().detail.find("employer 250") != std::string::npos);
  CHECK(world.quick(held, trust::VerifierRole::kGuard).token.size() > 0);
}

}  // namespace
}  // namespace cred
