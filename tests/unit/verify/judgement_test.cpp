// SPDX-License-Identifier: Apache-2.0
// The second half of verify: a genuine permit is judged in full, and the gravest finding wins.
#include <catch2/catch.hpp>
#include <functional>

#include "cred/verify.h"
#include "support/world.h"

namespace cred {
namespace {

using test::at;
using test::Draft;
using test::summary;
using test::World;

/// A world whose list holds `status` (a raw value) for the draft's index.
World world_with(std::uint8_t value) {
  World plain;
  auto release = plain.authority.release(1);
  auto builder = plain.authority.list();
  builder.set(Draft().index, static_cast<status::Status>(value));
  release.lists[0].claims = builder.claims(release.lists[0].name, test::kNow, std::nullopt);
  return World(release);
}

TEST_CASE("each value of the status list leads to its verdict") {
  const auto [value, expected, permission] = GENERATE(table<std::uint8_t, const char*, Permission>({
      {0, "VALID", Permission::kInForce},
      {1, "REVOKED revoked", Permission::kRevoked},
      {2, "SUSPENDED suspended", Permission::kSuspended},
      {3, "SUPERSEDED superseded", Permission::kUnknown},
      {4, "UNKNOWN status-value", Permission::kUnknown},
      {11, "UNKNOWN status-value", Permission::kUnknown},
      {12, "CANCELLED cancelled", Permission::kCancelled},
      {13, "LOST lost", Permission::kInForce},
      {14, "UNKNOWN status-value", Permission::kUnknown},
      {15, "UNKNOWN status-value", Permission::kUnknown},
  }));
  auto world = world_with(value);
  const auto verdict = world.verify(world.mint().token);
  CAPTURE(value);
  CHECK(summary(verdict) == expected);
  CHECK(verdict.permission == permission);
  CHECK(verdict.facts);
}

TEST_CASE("a list from before the document says nothing of the permission") {
  auto world = world_with(1);
  Draft draft;
  draft.now = test::kNow;
  CHECK(world.verify(world.mint(draft).token).permission == Permission::kRevoked);
  draft.now = test::kNow + std::chrono::seconds(1);
  const auto verdict = world.verify(world.mint(draft).token);
  CHECK(summary(verdict) == "REVOKED revoked");
  CHECK(verdict.permission == Permission::kUnknown);
}

TEST_CASE("a list that is not held is unknown, never valid and never revoked") {
  World world;
  Draft draft;
  draft.uri = world.authority.list_uri(2);
  const auto verdict = world.verify(world.mint(draft).token);
  CHECK(summary(verdict) == "UNKNOWN status-list-missing");
  CHECK(verdict.permission == Permission::kUnknown);
  auto context = world.context();
  context.status = nullptr;
  CHECK(summary(verify_static(world.mint().token, context)) == "UNKNOWN status-list-missing");
}

TEST_CASE("a list that the disk changed answers nothing") {
  World world;
  const auto token = world.mint().token;
  auto archive = to_bytes(world.store.archive());
  // Where the released entries end, in the block of ours.
  const auto at = test::find_octets(archive, {0x00, 0x00, 0x00, 0x00, 0x11, 0x11, 0x11, 0x11});
  for (const bool changed : {false, true}) {
    if (changed) archive[at] ^= 1;
    const auto held = *status::Archive::open(archive);
    auto context = world.context();
    context.status = &held;
    CHECK(summary(verify_static(token, context)) == (changed ? "UNKNOWN status-list-missing" : "VALID"));
  }
}

TEST_CASE("days begin and end in China, both inclusive") {
  World plain;
  const auto [now, expected] = GENERATE(table<const char*, const char*>({
      {"2025-02-09T23:59:59+08:00", "NOT_YET_VALID not-yet-valid"},
      {"2025-02-10T00:00:00+08:00", "VALID"},
      {"2030-02-09T23:59:59+08:00", "VALID"},
      {"2030-02-10T00:00:00+08:00", "EXPIRED expired"},
  }));
  auto release = plain.authority.release(1, at(now) - std::chrono::hours(12));
  World world(release);
  Draft draft;
  draft.now = at("2025-02-09T12:00:00+08:00");
  CAPTURE(now);
  CHECK(summary(world.verify(world.mint(draft).token, at(now))) == expected);
}

TEST_CASE("a clock before the data is suspect; an end that the data prove still shows") {
  World world;
  const auto token = world.mint().token;
  const auto floor = world.context().clock_floor;
  CHECK(summary(world.verify(token, floor - std::chrono::seconds(300))) == "VALID");
  const auto verdict = world.verify(token, floor - std::chrono::seconds(301));
  CHECK(summary(verdict) == "CLOCK_SUSPECT clock-before-data");
  CHECK(verdict.permission == Permission::kUnknown);

  Draft ended;
  ended.valid_until = test::day("2026-01-14");  // the day before the newest data
  CHECK(summary(world.verify(world.mint(ended).token, at("2025-06-01T00:00:00Z"))) == "EXPIRED expired");
  Draft future;
  future.valid_from = test::day("2026-02-01");
  CHECK(summary(world.verify(world.mint(future).token, at("2025-06-01T00:00:00Z"))) ==
        "CLOCK_SUSPECT clock-before-data");
}

TEST_CASE("a token from the future is not yet valid, or suspect for this token only") {
  World world;
  Draft draft;
  draft.now = test::kNow + std::chrono::seconds(301);
  CHECK(summary(world.verify(world.mint(draft).token)) == "CLOCK_SUSPECT issued-in-future");
  draft.now = test::kNow + std::chrono::seconds(300);
  CHECK(summary(world.verify(world.mint(draft).token)) == "VALID");
  draft.now = test::kNow + std::chrono::hours(48);
  draft.valid_from = test::day("2026-01-16");
  const auto verdict = world.verify(world.mint(draft).token);
  CHECK(summary(verdict) == "NOT_YET_VALID not-yet-valid");
  CHECK(verdict.check(Check::kClock).result == CheckResult::kPassed);
}

TEST_CASE("age: fresh, aging, then stale, by role") {
  World world(World().authority.release(1, test::kNow, std::chrono::days(365)));
  const auto token = world.mint().token;
  const auto [role, days, expected, freshness] =
      GENERATE(table<trust::VerifierRole, int, const char*, Freshness>({
          {trust::VerifierRole::kEmployer, 7, "VALID", Freshness::kFresh},
          {trust::VerifierRole::kEmployer, 8, "VALID", Freshness::kAging},
          {trust::VerifierRole::kEmployer, 30, "VALID", Freshness::kAging},
          {trust::VerifierRole::kEmployer, 31, "VALID_STALE data-old", Freshness::kStale},
          {trust::VerifierRole::kGuard, 31, "VALID_STALE data-old", Freshness::kStale},
          {trust::VerifierRole::kCheckpoint, 1, "VALID", Freshness::kFresh},
          {trust::VerifierRole::kCheckpoint, 2, "VALID", Freshness::kAging},
          {trust::VerifierRole::kCheckpoint, 8, "VALID_STALE data-old", Freshness::kStale},
          {trust::VerifierRole::kDepartment, 8, "VALID_STALE data-old", Freshness::kStale},
      }));
  auto context = world.context(test::kNow + std::chrono::days(days));
  context.role = role;
  CAPTURE(days);
  const auto verdict = verify_static(token, context);
  CHECK(summary(verdict) == expected);
  CHECK(verdict.freshness == freshness);
  const bool says_age = message_of(verdict).en.find(std::to_string(days) + " days old") != std::string::npos;
  CHECK(says_age == (freshness != Freshness::kFresh));
}

TEST_CASE("data are fresh and aging up to the last second of the policy's, by the older of head and list") {
  World plain;
  auto release = plain.authority.release(1);
  release.issuers.policy.employer = {100, 200, {}};
  const auto freshness_of = [](World& world, const Bytes& token, int seconds) {
    return world.verify(token, test::kNow + std::chrono::seconds(seconds)).freshness;
  };
  World world(release);
  const auto token = world.mint().token;
  release.lists[0].claims = plain.authority.list().claims(
      release.lists[0].name, test::kNow - std::chrono::seconds(50), std::nullopt);
  World older_list(release);
  for (const auto& [seconds, freshness] :
       {std::pair(0, Freshness::kFresh), std::pair(100, Freshness::kFresh), std::pair(101, Freshness::kAging),
        std::pair(200, Freshness::kAging), std::pair(201, Freshness::kStale)}) {
    CAPTURE(seconds);
    CHECK(freshness_of(world, token, seconds) == freshness);
    if (seconds >= 50) CHECK(freshness_of(older_list, token, seconds - 50) == freshness);
  }
}

/// Its keys sign the releases below.
const test::Authority& authority() {
  static const test::Authority kAuthority;
  return kAuthority;
}

/// One finding about a genuine permit: what is published, minted or asked that leads to it and to no other.
struct Finding {
  const char* expected;
  std::function<void(test::Release&, Draft&)> make = [](auto&, auto&) {};
  std::function<void(VerifyContext&)> ask = [](auto&) {};
  bool of_status = false;
};

Finding with_status(const char* expected, int value) {
  const auto make = [value](test::Release& release, Draft&) {
    auto builder = authority().list();
    builder.set(Draft().index, static_cast<status::Status>(value));
    release.lists[0].claims = builder.claims(release.lists[0].name, test::kNow, std::nullopt);
  };
  return {.expected = expected, .make = make, .of_status = true};
}

Finding published(const char* expected, std::function<void(test::Release&)> change) {
  return {.expected = expected, .make = [change](auto& release, auto&) { change(release); }};
}
Finding minted(const char* expected, std::function<void(Draft&)> change) {
  return {.expected = expected, .make = [change](auto&, auto& draft) { change(draft); }};
}
Finding asked(const char* expected, std::function<void(VerifyContext&)> ask) {
  return {.expected = expected, .ask = std::move(ask)};
}

/// In the order in which the first one wins (docs/reasons.md).
const std::vector<Finding>& findings() {
  static const std::vector<Finding> kFindings = {
      with_status("LOST lost", 13),
      with_status("REVOKED revoked", 1),
      with_status("CANCELLED cancelled", 12),
      with_status("SUPERSEDED superseded", 3),
      with_status("SUSPENDED suspended", 2),
      minted("EXPIRED expired", [](auto& draft) { draft.valid_until = test::day("2026-01-14"); }),
      minted("NOT_YET_VALID not-yet-valid", [](auto& draft) { draft.valid_from = test::day("2026-01-16"); }),
      asked("HOLDER_MISMATCH passport",
            [](auto& context) { context.passport = {"Z9", test::day("1990-01-01")}; }),
      asked("EMPLOYER_MISMATCH employer-mismatch",
            [](auto& context) { context.employer = "12110108XXDEM00234"; }),
      minted("CLOCK_SUSPECT issued-in-future",
             [](auto& draft) { draft.now = test::kNow + std::chrono::seconds(301); }),
      published("NOT_PROVEN binding-too-low",
                [](auto& release) {
                  auto& policy = release.issuers.policy.employer;
                  policy.minimum_binding = trust::MinimumBinding::kHolderProven;
                }),
      with_status("UNKNOWN status-value", 15),
      published("VALID_STALE root-expired",
                [](auto& release) { release.root.expires = release.head.issued; }),
  };
  return kFindings;
}

std::string verdict_on(std::initializer_list<const Finding*> together) {
  auto release = authority().release(1);
  Draft draft;
  for (const auto* finding : together) finding->make(release, draft);
  World world(release);
  const auto token = world.mint(draft).token;
  auto context = world.context();
  for (const auto* finding : together) finding->ask(context);
  return summary(verify_static(token, context));
}

/// A permit has one status; and none ends before it begins or before it was signed.
bool can_meet(const Finding& one, const Finding& other) {
  if (one.of_status && other.of_status) return false;
  const std::string_view second = other.expected;
  return !std::string_view(one.expected).starts_with("EXPIRED") ||
         !(second.starts_with("NOT_YET") || second.ends_with("future"));
}

TEST_CASE("of any two findings the one that stands first in the list is the verdict") {
  std::size_t met = 0;
  for (auto first = findings().begin(); first != findings().end(); ++first) {
    CHECK(verdict_on({&*first}) == first->expected);
    for (auto second = first + 1; second != findings().end(); ++second) {
      if (!can_meet(*first, *second)) continue;
      INFO(first->expected << ", " << second->expected);
      CHECK(verdict_on({&*second, &*first}) == first->expected);
      ++met;
    }
  }
  CHECK(met == 13 * 12 / 2 - 15 - 2);
}

TEST_CASE("whatever has expired makes it stale, never valid") {
  World plain;
  auto release = plain.authority.release(1, test::kNow, std::chrono::days(2));
  World head(release);
  CHECK(summary(head.verify(head.mint().token,
                            test::kNow + std::chrono::days(2) - std::chrono::seconds(1))) == "VALID");
  CHECK(summary(head.verify(head.mint().token, test::kNow + std::chrono::days(2))) ==
        "VALID_STALE bundle-expired");

  release = plain.authority.release(1);
  release.root.expires = test::kNow + std::chrono::hours(1);
  World root(release);
  CHECK(summary(root.verify(root.mint().token, test::kNow + std::chrono::hours(1))) ==
        "VALID_STALE root-expired");

  release = plain.authority.release(1);
  release.lists[0].claims =
      plain.authority.list().claims(release.lists[0].name, test::kNow, test::kNow + std::chrono::hours(1));
  World list(release);
  CHECK(summary(list.verify(list.mint().token, test::kNow + std::chrono::hours(1))) ==
        "VALID_STALE bundle-expired");
}

TEST_CASE("passport and employer are compared, not shown") {
  World world;
  Draft draft;
  draft.passport.salt = {9};
  const auto birth = test::day("1984-07-19");
  draft.passport.tag = *credential::passport_tag("Z000101", birth, draft.passport.salt);
  const auto token = world.mint(draft).token;

  auto context = world.context();
  context.passport = {"z 000-101", birth};
  auto verdict = verify_static(token, context);
  CHECK(summary(verdict) == "VALID");
  CHECK(verdict.binding == Binding::kCardMatched);
  context.passport = {"Z000102", birth};
  CHECK(summary(verify_static(token, context)) == "HOLDER_MISMATCH passport");
  context.passport = {"Z000101", test::day("1984-07-20")};
  CHECK(summary(verify_static(token, context)) == "HOLDER_MISMATCH passport");
  context.passport = {"---", birth};  // nothing is left of it to compare
  verdict = verify_static(token, context);
  CHECK(summary(verdict) == "NOT_PROVEN not-shown");
  CHECK(verdict.binding == Binding::kBearer);

  context = world.context();
  context.employer = " 91110108xxdem00154 ";
  CHECK(summary(verify_static(token, context)) == "VALID");
  context.employer = "12110108XXDEM00234";
  verdict = verify_static(token, context);
  CHECK(summary(verdict) == "EMPLOYER_MISMATCH employer-mismatch");
  CHECK(verdict.check(Check::kEmployer).found == "91110108XXDEM00154");
}

TEST_CASE("the passport before this one counts up to its last day") {
  World world;
  Draft draft;
  const auto birth = test::day("1988-08-08");
  draft.passport.tag = *credential::passport_tag("TZ0000709", birth, draft.passport.salt);
  draft.passport.previous = {*credential::passport_tag("TZ0000707", birth, draft.passport.salt),
                             test::day("2026-01-15")};
  const auto token = world.mint(draft).token;
  auto context = world.context();
  context.passport = {"TZ0000707", birth};
  CHECK(summary(verify_static(token, context)) == "VALID");
  context.now += std::chrono::days(1);
  CHECK(summary(verify_static(token, context)) == "HOLDER_MISMATCH passport");
}

TEST_CASE("below the role's minimum binding it is not proven; the passport raises it") {
  World plain;
  auto release = plain.authority.release(1);
  release.issuers.policy.checkpoint.minimum_binding = trust::MinimumBinding::kCardMatched;
  World world(release);
  Draft draft;
  const auto birth = test::day("1984-07-19");
  draft.passport.tag = *credential::passport_tag("Z000101", birth, draft.passport.salt);
  const auto token = world.mint(draft).token;
  auto context = world.context();
  CHECK(summary(verify_static(token, context)) == "VALID");
  context.role = trust::VerifierRole::kCheckpoint;
  CHECK(summary(verify_static(token, context)) == "NOT_PROVEN binding-too-low");
  context.passport = {"Z000101", birth};
  CHECK(summary(verify_static(token, context)) == "VALID");
}

TEST_CASE("of several findings the gravest is the verdict, and the checks show them all") {
  auto world = world_with(12);
  Draft draft;
  draft.valid_until = test::day("2026-01-14");
  const auto token = world.mint(draft).token;
  auto context = world.context(test::kNow + std::chrono::days(40));
  context.employer = "12110108XXDEM00234";
  context.passport = {"Z9", test::day("1990-01-01")};
  const auto verdict = verify_static(token, context);
  CHECK(summary(verdict) == "CANCELLED cancelled");
  for (const auto check :
       {Check::kStatus, Check::kValidity, Check::kPassport, Check::kEmployer, Check::kFreshness}) {
    CAPTURE(name(check));
    CHECK(verdict.check(check).result == CheckResult::kFailed);
  }
  for (const auto check :
       {Check::kText, Check::kForm, Check::kIssuer, Check::kSignature, Check::kClaims, Check::kClock}) {
    CAPTURE(name(check));
    CHECK(verdict.check(check).result == CheckResult::kPassed);
  }
}

}  // namespace
}  // namespace cred
