// SPDX-License-Identifier: Apache-2.0
// Live codes: what each profile shows, and what is compared with it.
#include "attack.h"

namespace cred::test {
namespace {

TEST_CASE("each profile shows its groups and nothing else, in both modes and for both kinds of device key") {
  for (const auto algorithm : {crypto::Algorithm::kEd25519, crypto::Algorithm::kEsp256}) {
    LiveWorld world;
    world.device = test::make_key(world.random, algorithm);
    const auto held = world.hold();
    for (const auto& profile : credential::kDisclosureProfiles) {
      CAPTURE(profile.name);
      auto context = world.context();
      context.role = *trust::verifier_role_from(profile.name);
      const auto quick = verify(world.quick(held, context.role).text, context);
      CHECK(summary(quick) == "VALID");
      CHECK(quick.mode == Mode::kQuick);

      const auto challenge = world.challenge();
      context.challenge = world.awaited(challenge);
      const auto answer = verify(world.answer(held, challenge, profile.groups).text, context);
      CHECK(summary(answer) == "VALID");
      CHECK(answer.mode == Mode::kChallenge);

      for (const auto& verdict : {quick, answer}) {
        CHECK(verdict.binding == Binding::kHolderProven);
        REQUIRE(verdict.facts);
        std::vector<std::string> shown;
        for (const auto group : credential::kGroups)
          if (profile.groups.has(group)) shown.emplace_back(credential::name(group));
        CHECK(verdict.facts->groups == shown);
        CHECK(verdict.facts->name.has_value() == profile.groups.has(Group::kName));
        CHECK(verdict.facts->identity.has_value() == profile.groups.has(Group::kIdentity));
        CHECK(verdict.facts->work.has_value() == profile.groups.has(Group::kWork));
        CHECK(verdict.facts->employer_uscc.has_value() == profile.groups.has(Group::kWork));
        CHECK(verdict.facts->record.has_value() == profile.groups.has(Group::kRecord));
        CHECK(verdict.check(Check::kHolder).result == CheckResult::kPassed);
        CHECK(verdict.check(Check::kDisclosure).result == CheckResult::kPassed);
        CHECK(verdict.remember);
      }
    }
  }
}

const Attack kComparisons[] = {
    {"the work group hidden from --employer",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.employer = "91110108XXDEM00154";
       const GroupSet groups = fine ? GroupSet{Group::kName, Group::kWork} : GroupSet{Group::kName};
       return verify(world.quick(held, VerifierRole::kEmployer, groups).text, context);
     },
     "NOT_PROVEN not-shown"},
    {"both passport groups hidden from --passport",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.passport = {"Z000101", test::day("1984-07-19")};
       const GroupSet groups = fine ? GroupSet{Group::kPassport} : GroupSet{Group::kName};
       return verify(world.quick(held, VerifierRole::kEmployer, groups).text, context);
     },
     "NOT_PROVEN not-shown"},
    {"another passport, against the check",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.passport = {fine ? "z 000101" : "Z000102", test::day("1984-07-19")};
       return verify(world.quick(held).text, context);
     },
     "HOLDER_MISMATCH passport"},
    {"another passport, read",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.role = VerifierRole::kCheckpoint;
       context.passport = {fine ? "z-000101" : "Z000102", test::day("1984-07-19")};
       return verify(world.quick(held, VerifierRole::kCheckpoint).text, context);
     },
     "HOLDER_MISMATCH passport"},
    {"another birth date, read",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.role = VerifierRole::kCheckpoint;
       context.passport = {"Z000101", test::day(fine ? "1984-07-19" : "1984-07-18")};
       return verify(world.quick(held, VerifierRole::kCheckpoint).text, context);
     },
     "HOLDER_MISMATCH birth-date"},
    {"the name hidden from --mrz",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.passport = {"Z000101", test::day("1984-07-19")};
       context.mrz_name = credential::MrzName{"AL<RASHED<<NORAH<ABDULLAH"};
       const GroupSet groups = fine ? GroupSet{Group::kName, Group::kPassport} : GroupSet{Group::kPassport};
       return verify(world.quick(held, VerifierRole::kEmployer, groups).text, context);
     },
     "NOT_PROVEN not-shown"},
    {"another name in the passport",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.passport = {"Z000101", test::day("1984-07-19")};
       context.mrz_name = credential::MrzName{fine ? "AL<RASHED<<NORAH<ABDULLAH" : "TESFAYE<<SELAM"};
       return verify(world.quick(held).text, context);
     },
     "HOLDER_MISMATCH name"},
    {"another employer",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.employer = fine ? "91110108 xxdem 00154" : "91120116XXDEM00234";
       return verify(world.quick(held).text, context);
     },
     "EMPLOYER_MISMATCH employer-mismatch"},
};

TEST_CASE("what is to be compared and is hidden or differs is never green") {
  run(kComparisons);
}

TEST_CASE("a device presents only what is bound to it") {
  LiveWorld world;
  const auto held = world.hold();
  const auto other = test::make_key(world.random, crypto::Algorithm::kEsp256);
  CHECK(present_quick(held, VerifierRole::kGuard, {Group::kName}, *other, test::kNow).error().reason ==
        Reason::kKey);
  auto reserved = world.challenge("guard");
  CHECK(present_answer(held, reserved, {Group::kName}, *world.device, test::kNow).error().reason ==
        Reason::kText);
}

TEST_CASE("a near name is listed, and neither turns a check red nor raises the binding") {
  LiveWorld world;
  test::Draft draft;
  draft.passport = WalletDraftOf().passport_check();
  const auto print = world.mint(draft).text;
  auto context = world.context();
  context.passport = {"Z000101", test::day("1984-07-19")};
  context.mrz_name = credential::MrzName{"AL<RASHED<<NORAH"};
  const auto near = verify(print, context);
  CHECK(summary(near) == "VALID");
  CHECK(near.name_match == credential::NameMatch::kNear);
  CHECK(near.binding == Binding::kBearer);
  CHECK(near.check(Check::kPassport).found == "AL<RASHED<<NORAH");
  context.mrz_name = credential::MrzName{"AL<RASHED<<NORAH<ABDULLAH"};
  const auto match = verify(print, context);
  CHECK(match.name_match == credential::NameMatch::kMatch);
  CHECK(match.binding == Binding::kCardMatched);
}

}  // namespace
}  // namespace cred::test
