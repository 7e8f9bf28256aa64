// SPDX-License-Identifier: Apache-2.0
#include "cred/verify_legacy.h"

#include <functional>

#include "card_world.h"
#include "support/world.h"

namespace cred::test {

using namespace legacy;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

namespace {

Record card(const std::function<void(Record&)>& change) {
  auto record = card_record();
  change(record);
  return record;
}

Record in_state(CardState state, CardEvent event, CardPermission permission = CardPermission::kInForce) {
  return card([&](Record& r) {
    r.state = state;
    r.event = event;
    r.permission = permission;
  });
}

}  // namespace

TEST_CASE("what the register says of a card leads to one verdict, on both axes") {
  struct Row {
    const char* what;
    Record record;
    const char* expected;
    Permission permission;
  };
  const auto ended = a_day("2026-01-14");
  for (const auto& row : std::vector<Row>{
           {"in force", card_record(), "VALID_LEGACY", Permission::kInForce},
           {"an electronic permit beside it", in_state(CardState::kDual, CardEvent::kReissueOnRequest),
            "VALID_DUAL", Permission::kInForce},
           {"extended after the cut-over", in_state(CardState::kSuperseded, CardEvent::kExtension),
            "SUPERSEDED superseded", Permission::kInForce},
           {"superseded, the permission cancelled since",
            in_state(CardState::kSuperseded, CardEvent::kCancellation, CardPermission::kCancelled),
            "CANCELLED cancelled", Permission::kCancelled},
           {"superseded, the permission over since", card([&](Record& r) {
              r.state = CardState::kSuperseded;
              r.permission_end = ended;
            }),
            "SUPERSEDED superseded", Permission::kExpired},
           {"superseded, the end known to the electronic permit alone", card([&](Record& r) {
              r.state = CardState::kSuperseded;
              r.permission_end = std::nullopt;
            }),
            "SUPERSEDED superseded", Permission::kUnknown},
           {"lost, the permission stands", in_state(CardState::kLost, CardEvent::kLoss), "LOST lost",
            Permission::kInForce},
           {"lost, the permission revoked",
            in_state(CardState::kLost, CardEvent::kRevocation, CardPermission::kRevoked), "LOST lost",
            Permission::kRevoked},
           {"cancelled",
            in_state(CardState::kCancelled, CardEvent::kCancellation, CardPermission::kCancelled),
            "CANCELLED cancelled", Permission::kCancelled},
           {"revoked", in_state(CardState::kRevoked, CardEvent::kRevocation, CardPermission::kRevoked),
            "REVOKED revoked", Permission::kRevoked},
           {"suspended", in_state(CardState::kSuspended, CardEvent::kSuspension, CardPermission::kSuspended),
            "SUSPENDED suspended", Permission::kSuspended},
           {"a current card whose permission was cancelled",
            in_state(CardState::kCurrent, CardEvent::kCancellation, CardPermission::kCancelled),
            "CANCELLED cancelled", Permission::kCancelled},
           {"over", card([&](Record& r) { r.permission_end = ended; }), "EXPIRED expired",
            Permission::kExpired},
           {"dual and over", card([&](Record& r) {
              r.state = CardState::kDual;
              r.permission_end = ended;
            }),
            "EXPIRED expired", Permission::kExpired},
           {"printed ahead of its day", card([&](Record& r) { r.issued = a_day("2026-01-16"); }),
            "NOT_YET_VALID not-yet-valid", Permission::kNotYet},
           {"an employment permit from before 2017, whatever its end",
            card([&](Record& r) { r.kind = DocumentKind::kEmploymentPermit; }), "EXPIRED expired",
            Permission::kInForce},
       }) {
    INFO(row.what);
    const CardWorld world({row.record});
    const auto verdict = world.verify();
    CHECK(summary(verdict) == row.expected);
    CHECK(name(verdict.permission) == name(row.permission));
    CHECK(verdict.mode == Mode::kLegacy);
    CHECK(verdict.card == row.record);
    CHECK(!verdict.facts);
    REQUIRE(verdict.lists.size() == 1);
    CHECK(verdict.lists[0].iss == "CN-110000");
    CHECK(verdict.lists[0].as_of == kNow);
  }
}

TEST_CASE("the last valid day ends at midnight in China, and a slow clock never hides it") {
  const CardWorld world({card([](Record& r) { r.permission_end = a_day("2026-01-20"); })});
  CHECK(summary(world.verify(at("2026-01-20T23:59:59+08:00"))) == "VALID_LEGACY");
  CHECK(summary(world.verify(at("2026-01-21T00:00:00+08:00"))) == "EXPIRED expired");
  const CardWorld over({card([](Record& r) { r.permission_end = a_day("2026-01-14"); })});
  CHECK(summary(over.verify(at("2026-01-10T12:00:00+08:00"))) == "EXPIRED expired");
}

TEST_CASE("a clock before the list is suspect, within the tolerance it is not") {
  const CardWorld world({card_record()});
  CHECK(summary(world.verify(kNow - seconds(300))) == "VALID_LEGACY");
  const auto verdict = world.verify(kNow - seconds(301));
  CHECK(summary(verdict) == "CLOCK_SUSPECT clock-before-data");
  CHECK(verdict.permission == Permission::kUnknown);
  const CardWorld lost({in_state(CardState::kLost, CardEvent::kLoss)});
  CHECK(summary(lost.verify(kNow - days(2))) == "LOST lost");
  // The card is younger than what the clock says: that is the clock's fault, not the card's.
  const CardWorld young({card([](Record& r) { r.issued = r.event_date = a_day("2026-01-14"); })});
  CHECK(summary(young.verify()) == "VALID_LEGACY");
  CHECK(summary(young.verify(kNow - days(2))) == "CLOCK_SUSPECT clock-before-data");
}

TEST_CASE("whatever has expired makes a card stale, never valid") {
  const auto& authority = card_authority();
  const auto verdict_at = [&](Release release, Instant now) {
    release.others.push_back(register_release(authority, build_register(with_cards({card_record()}), kNow)));
    return summary(CardWorld(release).verify(now));
  };
  const auto head = authority.release(1, kNow, days(2));
  CHECK(verdict_at(head, kNow + days(2) - seconds(1)) == "VALID_LEGACY");
  CHECK(verdict_at(head, kNow + days(2)) == "VALID_STALE bundle-expired");
  auto root = authority.release(1);
  root.root.expires = kNow + days(1);
  CHECK(verdict_at(root, kNow + days(1) - seconds(1)) == "VALID_LEGACY");
  CHECK(verdict_at(root, kNow + days(1)) == "VALID_STALE root-expired");
}

TEST_CASE("a list of 1, 5 and 30 days ago is fresh, aging or stale by role") {
  const CardWorld world({card_record()});
  struct Row {
    trust::VerifierRole role;
    days age;
    const char* expected;
    Freshness freshness;
  };
  using enum trust::VerifierRole;
  for (const auto& row : std::vector<Row>{
           {kCheckpoint, days(1), "VALID_LEGACY", Freshness::kFresh},
           {kCheckpoint, days(5), "VALID_LEGACY", Freshness::kAging},
           {kCheckpoint, days(30), "VALID_STALE data-old", Freshness::kStale},
           {kDepartment, days(5), "VALID_LEGACY", Freshness::kAging},
           {kDepartment, days(30), "VALID_STALE data-old", Freshness::kStale},
           {kEmployer, days(1), "VALID_LEGACY", Freshness::kFresh},
           {kEmployer, days(5), "VALID_LEGACY", Freshness::kFresh},
           {kEmployer, days(30), "VALID_LEGACY", Freshness::kAging},
           {kGuard, days(30), "VALID_LEGACY", Freshness::kAging},
           {kGuard, days(31), "VALID_STALE data-old", Freshness::kStale},
       }) {
    INFO(trust::name(row.role) << " " << row.age.count() << " days");
    auto context = world.context(kNow + row.age);
    context.role = row.role;
    const auto verdict = verify_legacy(CardWorld::question(), context);
    CHECK(summary(verdict) == row.expected);
    CHECK(name(verdict.freshness) == name(row.freshness));
    CHECK(verdict.status_as_of == kNow);
  }
}

TEST_CASE("an old register makes stale what a young head brought") {
  const auto& authority = card_authority();
  auto release = authority.release(1);
  release.others.push_back(
      register_release(authority, build_register(with_cards({card_record()}), kNow - days(31))));
  const CardWorld world(release);
  CHECK(summary(world.verify()) == "VALID_STALE data-old");
  const CardWorld dual({in_state(CardState::kDual, CardEvent::kReissueOnRequest)});
  CHECK(summary(dual.verify(kNow + days(31))) == "VALID_STALE data-old");
}

TEST_CASE("not found is unknown, and says by which lists") {
  const CardWorld world({card_record()});
  const auto ask = [&](const char* number, const char* birth, const char* region = nullptr) {
    CardQuestion question{.number = number, .birth_date = a_day(birth)};
    if (region) question.region = *Region::from_text(region);
    return verify_legacy(question, world.context());
  };
  const auto verdict = ask("110000202300999997", kBirthDate);
  CHECK(summary(verdict) == "UNKNOWN not-in-list");
  CHECK(verdict.permission == Permission::kUnknown);
  REQUIRE(verdict.lists.size() == 1);
  CHECK(verdict.lists[0].regions[0].to_text() == "110000");
  CHECK(verdict.status_as_of == kNow);
  CHECK(summary(ask(kNumber, "1998-09-05")) == "UNKNOWN not-in-list");
  CHECK(summary(ask("110000202300999997", kBirthDate, "110108")) == "UNKNOWN not-in-list");
  CHECK(summary(ask("110000202300999997", kBirthDate, "310000")) == "UNKNOWN no-list-for-region");
  // A card that is in a list is answered whatever region was expected.
  CHECK(summary(ask(kNumber, kBirthDate, "310000")) == "VALID_LEGACY");
}

TEST_CASE("without a list, or with one that nobody brought, nothing is known of any card") {
  const CardWorld world({card_record()});
  auto context = world.context();
  context.registers = {};
  CHECK(summary(verify_legacy(CardWorld::question(), context)) == "UNKNOWN no-list-for-region");
  const std::string missing[] = {"CN-310000"};
  context.not_held = missing;
  CHECK(summary(verify_legacy(CardWorld::question(), context)) == "UNKNOWN no-list-for-region");
  context.registers = world.held;
  CHECK(summary(verify_legacy(CardWorld::question(), context)) == "VALID_LEGACY");
  auto question = CardWorld::question();
  question.number = "BJ0000117";
  CHECK(summary(verify_legacy(question, context)) == "UNKNOWN no-list-for-region");
  context.trust = nullptr;
  CHECK(summary(verify_legacy(question, context)) == "UNKNOWN no-bundle");
  question.number = "---";
  CHECK(summary(verify_legacy(question, context)) == "UNREADABLE not-ours");
}

TEST_CASE("of two cards of one number the latest answers, or the one issued on the day asked for") {
  const auto first = card([](Record& r) {
    r.state = CardState::kLost;
    r.issued = a_day("2023-08-02");
  });
  const auto second = card([](Record& r) {
    r.sequence = 2;
    r.issued = a_day("2023-10-23");
  });
  const CardWorld world({first, second});
  CHECK(summary(world.verify()) == "VALID_LEGACY");
  const auto ask = [&](const char* issued) {
    auto question = CardWorld::question();
    question.issued = a_day(issued);
    return verify_legacy(question, world.context());
  };
  CHECK(summary(ask("2023-08-02")) == "LOST lost");
  CHECK(summary(ask("2023-10-23")) == "VALID_LEGACY");
  const auto other = ask("2023-08-03");
  CHECK(summary(other) == "UNKNOWN not-in-list");
  CHECK(!other.card);
  // Its number is in a list, so a list of it is held, wherever the card says it is from.
  auto elsewhere = CardWorld::question();
  elsewhere.issued = a_day("2023-08-03");
  elsewhere.region = *Region::from_text("310000");
  CHECK(summary(verify_legacy(elsewhere, world.context())) == "UNKNOWN not-in-list");
}

TEST_CASE("the employer is compared when asked, and only then") {
  const CardWorld world({card_record()});
  const auto ask = [&](const char* uscc) {
    auto question = CardWorld::question();
    question.employer = uscc;
    return verify_legacy(question, world.context());
  };
  CHECK(summary(ask(" 91110108xxdem00154")) == "VALID_LEGACY");
  const auto other = ask("91110108XXDEM00901");
  CHECK(summary(other) == "EMPLOYER_MISMATCH employer-mismatch");
  CHECK(other.check(Check::kEmployer).result == CheckResult::kFailed);
  CHECK(world.verify().check(Check::kEmployer).result == CheckResult::kNotReached);
}

TEST_CASE("a permanent resident's number is exempt, never green, unless it is a card's") {
  const CardWorld world({card_record()});
  const auto ask = [&](const char* birth_date) {
    return verify_legacy({.number = "911231198705240010", .birth_date = a_day(birth_date)}, world.context());
  };
  const auto verdict = ask("1987-05-24");
  CHECK(summary(verdict) == "EXEMPT_PERMANENT_RESIDENT exempt-permanent-resident");
  CHECK(outcome_of(verdict.code) == Outcome::kUndetermined);
  CHECK(summary(ask("1987-05-25")) == "UNKNOWN not-in-list");

  // It needs no list, and old data do not matter.
  auto context = world.context(kNow + days(400));
  context.registers = {};
  CHECK(summary(verify_legacy({.number = "911231198705240010", .birth_date = a_day("1987-05-24")},
                              context)) == "EXEMPT_PERMANENT_RESIDENT exempt-permanent-resident");
}

TEST_CASE("a damaged page is unknown, and so is everything a damaged register might know better") {
  CardWorld world({card_record()});
  for (auto& [hash, bytes] : world.store.members()) {
    // Every page of the register's copy, behind the views that are held.
    for (std::size_t at = kBlock + 100; bytes.size() % kBlock == 0 && at < bytes.size(); at += kBlock)
      bytes[at] ^= 1;
  }
  const auto verdict = world.verify();
  CHECK(summary(verdict) == "UNKNOWN status-list-missing");
  CHECK(!verdict.card);
  auto question = CardWorld::question();
  question.number = "911231198705240010";
  question.birth_date = a_day("1987-05-24");
  CHECK(summary(verify_legacy(question, world.context())) == "UNKNOWN status-list-missing");
}

TEST_CASE("no green stands beside a register that could not answer, but a grave finding does") {
  const auto& authority = card_authority();
  const Authority other("other", "CN-120000");
  for (const auto state : {CardState::kCurrent, CardState::kLost}) {
    auto release = authority.release(1);
    release.issuers.entries.push_back(other.entry(trust::Purpose::kRegister, other.register_key));
    const auto record = in_state(state, CardEvent::kIssued);
    release.others.push_back(register_release(authority, build_register(with_cards({record}), kNow)));
    auto second = build_register(with_cards({}), kNow, 1, {}, "another edition");
    release.others.push_back(register_release(other, second));
    CardWorld world(release);
    for (auto& [hash, bytes] : world.store.members())
      for (std::size_t at = kBlock + 100; hash == world.published_hash(1) && at < bytes.size(); at += kBlock)
        bytes[at] ^= 1;
    const auto verdict = world.verify();
    CHECK(summary(verdict) == (state == CardState::kLost ? "LOST lost" : "UNKNOWN status-list-missing"));
    CHECK(verdict.card == record);
  }
}

TEST_CASE("a signed record with a value that no card has is unknown, never green and never red") {
  const auto& authority = card_authority();
  auto cards = with_cards({});
  cards.push_back({real_key(kNumber, kBirthDate), card_record()});
  // The key in the register opens the record to something else than was put in.
  cards.back().key.record_key[0] ^= 1;
  auto release = authority.release(1);
  release.others.push_back(register_release(authority, build_register(cards, kNow)));
  const CardWorld world(release);
  const auto verdict = world.verify();
  CHECK(summary(verdict) == "UNKNOWN status-value");
  CHECK(!verdict.card);
}

TEST_CASE("two authorities are both asked, and who decided last answers") {
  const auto& authority = card_authority();
  const Authority other("other", "CN-120000");
  auto release = authority.release(1);
  release.issuers.entries.push_back(other.entry(trust::Purpose::kRegister, other.register_key));
  release.others.push_back(register_release(authority, build_register(with_cards({card_record()}), kNow)));
  const auto transferred = card([](Record& r) {
    r.state = CardState::kSuperseded;
    r.event = CardEvent::kTransfer;
    r.event_date = a_day("2025-03-01");
  });
  auto second = build_register(with_cards({transferred}), kNow - hours(5), 1, {}, "another edition");
  release.others.push_back(register_release(other, second));
  const CardWorld world(release);
  const auto verdict = world.verify();
  CHECK(summary(verdict) == "SUPERSEDED superseded");
  CHECK(verdict.lists.size() == 2);
  CHECK(verdict.status_as_of == kNow - hours(5));
}

}  // namespace cred::test
