// SPDX-License-Identifier: Apache-2.0
// Live codes in quick and challenge mode: how old, for whom, how often, and what a role asks at least.
#include "attack.h"

namespace cred::test {
namespace {

Verdict quick_at(LiveWorld& world, const HeldPermit& held, std::chrono::seconds later) {
  return verify(world.quick(held).text, world.context(test::kNow + later));
}

/// An answer made for `asked`, checked against `awaited`.
Verdict answered(LiveWorld& world, const HeldPermit& held, const sdcwt::Challenge& asked,
                 const AwaitedAnswer& awaited, Instant now = test::kNow, Instant clock = test::kNow) {
  auto context = world.context(now);
  context.challenge = awaited;
  return verify(world.answer(held, asked, {Group::kName}, clock).text, context);
}

const Attack kFreshness[] = {
    {"a quick code 61 s later",
     [](auto& world, auto& held, bool fine) { return quick_at(world, held, s(fine ? 60 : 61)); },
     "NOT_PROVEN presentation-old"},
    {"a quick code 31 s ahead",
     [](auto& world, auto& held, bool fine) { return quick_at(world, held, s(fine ? -30 : -31)); },
     "NOT_PROVEN presentation-old"},
    {"the phone's clock ten minutes behind, quick",
     [](auto& world, auto& held, bool fine) {
       return verify(world.quick(held, VerifierRole::kEmployer, test::kNow - s(fine ? 0 : 600)).text,
                     world.context());
     },
     "NOT_PROVEN presentation-old"},
    {"the phone's clock ten minutes ahead, quick",
     [](auto& world, auto& held, bool fine) {
       return verify(world.quick(held, VerifierRole::kEmployer, test::kNow + s(fine ? 0 : 600)).text,
                     world.context());
     },
     "NOT_PROVEN presentation-old"},
    {"the phone's clock a day and a second behind, answering",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       return answered(world, held, asked, world.awaited(asked), test::kNow,
                       test::kNow - s(fine ? 86'400 : 86'401));
     },
     "NOT_PROVEN presentation-old"},
    {"the phone's clock a day and a second ahead, answering",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       return answered(world, held, asked, world.awaited(asked), test::kNow,
                       test::kNow + s(fine ? 86'400 : 86'401));
     },
     "NOT_PROVEN presentation-old"},
    {"the same code twice",
     [](auto& world, auto& held, bool fine) {
       const auto code = world.quick(held);
       sdcwt::ReplayMemory memory;
       auto context = world.context();
       context.replay = &memory;
       const auto first = verify(code.text, context);
       if (!fine) memory.remember(*first.remember, context.now);
       context.now += s(5);
       return verify(code.text, context);
     },
     "NOT_PROVEN replay"},
    {"a code for another role",
     [](auto& world, auto& held, bool fine) {
       return verify(world.quick(held, fine ? VerifierRole::kEmployer : VerifierRole::kGuard).text,
                     world.context());
     },
     "NOT_PROVEN audience"},
    {"an answer to another verifier's challenge",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       const auto ours = world.challenge("Another Police");
       return answered(world, held, fine ? ours : asked, world.awaited(ours));
     },
     "NOT_PROVEN audience"},
    {"an answer with another audience and our nonce",
     [](auto& world, auto& held, bool fine) {
       const auto ours = world.challenge();
       auto asked = ours;
       if (!fine) asked.audience = "Example Pohce";
       return answered(world, held, asked, world.awaited(ours));
     },
     "NOT_PROVEN audience"},
    {"an answer with another nonce",
     [](auto& world, auto& held, bool fine) {
       const auto ours = world.challenge();
       auto asked = ours;
       if (!fine) asked.nonce[15] ^= 1;
       return answered(world, held, asked, world.awaited(ours));
     },
     "NOT_PROVEN nonce"},
    {"a challenge used twice",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       auto awaited = world.awaited(asked);
       awaited.used = !fine;
       return answered(world, held, asked, awaited);
     },
     "NOT_PROVEN nonce"},
    {"a challenge this store did not make",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       auto awaited = world.awaited(asked);
       if (!fine) awaited.made.reset();
       return answered(world, held, asked, awaited);
     },
     "NOT_PROVEN nonce"},
    {"a challenge after 301 s",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       return answered(world, held, asked, world.awaited(asked), test::kNow + s(fine ? 300 : 301));
     },
     "NOT_PROVEN nonce"},
    {"a quick code where an answer is awaited",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       auto context = world.context();
       if (!fine) context.challenge = world.awaited(asked);
       return verify(world.quick(held).text, context);
     },
     "NOT_PROVEN nonce"},
    {"a print where an answer is awaited",
     [](auto& world, auto&, bool fine) {
       const auto asked = world.challenge();
       auto context = world.context();
       if (!fine) context.challenge = world.awaited(asked);
       return verify(world.mint().text, context);
     },
     "NOT_PROVEN nonce"},
    {"an answer where a quick code belongs",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       auto context = world.context();
       if (fine) context.challenge = world.awaited(asked);
       return verify(world.answer(held, asked).text, context);
     },
     "NOT_PROVEN nonce"},
};

TEST_CASE("what is not fresh, not for us or not for the first time is not proven") {
  run(kFreshness);
}

TEST_CASE("the role's minimum binding decides what a print is worth") {
  using enum trust::MinimumBinding;
  test::Authority authority;
  for (const auto minimum : {kBearer, kCardMatched, kHolderProven}) {
    auto release = authority.release(1);
    release.issuers.policy.employer.minimum_binding = minimum;
    LiveWorld world(release);
    const auto held = world.hold();
    test::Draft draft;
    draft.passport = WalletDraftOf().passport_check();
    const auto print = world.mint(draft).text;
    auto context = world.context();
    CHECK(summary(verify(world.quick(held).text, context)) == "VALID");
    CHECK(summary(verify(print, context)) == (minimum == kBearer ? "VALID" : "NOT_PROVEN binding-too-low"));
    context.passport = {"Z000101", test::day("1984-07-19")};
    CHECK(summary(verify(print, context)) ==
          (minimum == kHolderProven ? "NOT_PROVEN binding-too-low" : "VALID"));
  }
}

TEST_CASE("a graver finding about the permit wins over a stale code") {
  LiveWorld world;
  const auto held = world.hold();
  const auto code = world.quick(held, VerifierRole::kEmployer, test::at("2030-02-09T12:00:00+08:00"));
  const auto verdict = verify(code.text, world.context(test::at("2030-02-10T12:00:00+08:00")));
  CHECK(summary(verdict) == "EXPIRED expired");
  CHECK(verdict.check(Check::kHolder).reason == Reason::kPresentationOld);
}

TEST_CASE("an iat at or after the credential's end is no fault of form") {
  LiveWorld world;
  const auto held = world.hold();
  const auto late = test::at("2030-02-10T00:00:00+08:00");
  const auto code = world.quick(held, VerifierRole::kEmployer, late);
  CHECK(summary(verify(code.text, world.context(late))) == "EXPIRED expired");
}

TEST_CASE("a wallet whose clock lags behind the credential takes the credential's time") {
  LiveWorld world;
  WalletDraftOf draft;
  draft.now = test::kNow;
  const auto held = world.hold(draft);
  const auto code = world.quick(held, VerifierRole::kEmployer, test::kNow - std::chrono::hours(3));
  CHECK(summary(verify(code.text, world.context())) == "VALID");
}

}  // namespace
}  // namespace cred::test
