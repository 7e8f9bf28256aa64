// SPDX-License-Identifier: Apache-2.0
// Every relation between two times that a verdict rests on: a second before, the same second, a second after.
#include <catch2/catch.hpp>
#include <functional>

#include "hostile/samples.h"

namespace cred::hostile {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;
using test::at;
using test::day;
using test::Draft;

/// Its keys sign every release of this file; the same in every World.
const test::Authority& authority() {
  static const test::Authority kAuthority;
  return kAuthority;
}

/// What a row may move: the permit, what was published, and the clock; exp and valid_until apart.
struct Setting {
  Draft draft = {};
  test::Release release = authority().release(1);
  seconds exp_off{0};
  Instant now = test::kNow;
  trust::VerifierRole role = trust::VerifierRole::kEmployer;
};

struct Relation {
  const char* what;
  std::function<void(Setting&, seconds)> move;  // the second time lies so far from the first
  std::array<const char*, 3> expected;          // at -1, 0 and +1 s
};

constexpr const char* kLate = "MALFORMED time-inconsistent";
constexpr const char* kValid = "VALID";

const Relation kRelations[] = {
    {"now against the first second of valid_from",
     [](Setting& s, seconds by) {
       s.draft.valid_from = day("2026-01-15");
       s.now = s.draft.valid_from.start() + by;
       s.release = authority().release(1, s.now - hours(12));
     },
     {"NOT_YET_VALID not-yet-valid", kValid, kValid}},
    {"now against the end of valid_until",
     [](Setting& s, seconds by) {
       s.draft.valid_until = day("2026-01-15");
       s.now = s.draft.valid_until.end() + by;
     },
     {kValid, "EXPIRED expired", "EXPIRED expired"}},
    {"the newest data against the end of valid_until, the clock a year behind",
     [](Setting& s, seconds by) {
       s.draft.valid_until = day("2026-01-15");
       s.release = authority().release(1, s.draft.valid_until.end() + by);
       s.now = at("2025-06-01T00:00:00Z");
     },
     {"CLOCK_SUSPECT clock-before-data", "EXPIRED expired", "EXPIRED expired"}},
    {"exp against the end of valid_until",
     [](Setting& s, seconds by) { s.exp_off = by; },
     {kLate, kValid, kLate}},
    {"iat against exp",
     [](Setting& s, seconds by) { s.draft.now = s.draft.valid_until.end() + by; },
     {"CLOCK_SUSPECT issued-in-future", kLate, kLate}},
    {"iat against now and the tolerance",
     [](Setting& s, seconds by) { s.draft.now = s.now + seconds(300) + by; },
     {kValid, kValid, "CLOCK_SUSPECT issued-in-future"}},
    {"iat against now and the tolerance, the permit from tomorrow",
     [](Setting& s, seconds by) {
       s.draft.now = s.now + seconds(300) + by;
       s.draft.valid_from = day("2026-01-16");
     },
     {"NOT_YET_VALID not-yet-valid", "NOT_YET_VALID not-yet-valid", "NOT_YET_VALID not-yet-valid"}},
    {"now against the clock floor and the tolerance",
     [](Setting& s, seconds by) { s.now = s.release.head.issued - seconds(300) + by; },
     {"CLOCK_SUSPECT clock-before-data", kValid, kValid}},
    {"the same, the authority allowing no error",
     [](Setting& s, seconds by) {
       s.release.issuers.policy.clock_tolerance = 0;
       s.now = s.release.head.issued + by;
     },
     {"CLOCK_SUSPECT clock-before-data", kValid, kValid}},
    {"iat against the opening of the signing window",
     [](Setting& s, seconds by) { s.draft.now = s.release.issuers.entries[0].sign_from + by; },
     {"UNTRUSTED_ISSUER outside-signing-window", kValid, kValid}},
    {"iat against the closing of the signing window",
     [](Setting& s, seconds by) {
       s.release.issuers.entries[0].sign_until = at("2025-02-11T00:00:00Z");
       s.draft.now = at("2025-02-11T00:00:00Z") + by;
     },
     {kValid, "UNTRUSTED_ISSUER outside-signing-window", "UNTRUSTED_ISSUER outside-signing-window"}},
    {"exp - iat against the longest lifetime",
     [](Setting& s, seconds by) {
       const auto lifetime = s.draft.valid_until.end() - s.draft.now;
       s.release.issuers.entries[0].max_lifetime = static_cast<std::uint64_t>((lifetime - by).count());
     },
     {kValid, kValid, "UNTRUSTED_ISSUER lifetime-too-long"}},
    {"now against the end of the head",
     [](Setting& s, seconds by) {
       s.release = authority().release(1, test::kNow, days(2));
       s.now = s.release.head.expires + by;
     },
     {kValid, "VALID_STALE bundle-expired", "VALID_STALE bundle-expired"}},
    {"now against the end of the issuers object",
     [](Setting& s, seconds by) {
       s.release = authority().release(1, s.now - hours(1));
       s.release.issuers.expires = s.now - by;
     },
     {kValid, "VALID_STALE bundle-expired", "VALID_STALE bundle-expired"}},
    {"now against the end of the root",
     [](Setting& s, seconds by) { s.release.root.expires = s.now - by; },
     {kValid, "VALID_STALE root-expired", "VALID_STALE root-expired"}},
    {"now against the end of the status list",
     [](Setting& s, seconds by) {
       const auto issued = s.now - hours(1);
       s.release = authority().release(1, issued);
       s.release.lists[0].claims = authority().list().claims(s.release.lists[0].name, issued, s.now - by);
     },
     {kValid, "VALID_STALE bundle-expired", "VALID_STALE bundle-expired"}},
    {"age against stale, an employer",
     [](Setting& s, seconds by) {
       s.release = authority().release(1, test::kNow, days(365));
       s.now += days(30) + by;
     },
     {kValid, kValid, "VALID_STALE data-old"}},
    {"age against stale, a guard",
     [](Setting& s, seconds by) {
       s.release = authority().release(1, test::kNow, days(365));
       s.now += days(30) + by;
       s.role = trust::VerifierRole::kGuard;
     },
     {kValid, kValid, "VALID_STALE data-old"}},
    {"age against stale, a checkpoint",
     [](Setting& s, seconds by) {
       s.now += days(7) + by;
       s.role = trust::VerifierRole::kCheckpoint;
     },
     {kValid, kValid, "VALID_STALE data-old"}},
    {"age against stale, a department",
     [](Setting& s, seconds by) {
       s.now += days(7) + by;
       s.role = trust::VerifierRole::kDepartment;
     },
     {kValid, kValid, "VALID_STALE data-old"}},
    {"age of the list alone against stale",
     [](Setting& s, seconds by) {
       s.release.lists[0].claims =
           authority().list().claims(s.release.lists[0].name, s.now - days(30) - by, std::nullopt);
     },
     {kValid, kValid, "VALID_STALE data-old"}},
};

Verdict verdict_of(const Setting& setting) {
  test::World world(setting.release);
  const auto& draft = setting.draft;
  const auto payload = cwt::encode_static(
      world.authority.iss, draft.document_id, draft.valid_until.end() + setting.exp_off, draft.now,
      {draft.index, world.authority.list_uri(1)}, credential::encode(draft.permit()));
  auto context = world.context(setting.now);
  context.role = setting.role;
  return verify_static(world.sign(payload, *world.authority.permits_key), context);
}

TEST_CASE("every relation of two times holds to the second") {
  Histogram histogram;
  for (const auto& relation : kRelations) {
    for (int by = -1; by <= 1; ++by) {
      Setting setting;
      relation.move(setting, seconds(by));
      const auto verdict = verdict_of(setting);
      histogram.count(verdict);
      INFO(relation.what << " at " << by << " s: " << verdict.detail);
      CHECK(test::summary(verdict) == relation.expected[static_cast<std::size_t>(by + 1)]);
    }
  }
  histogram.print("relations of times");
}

// --- the clock of a verifier, and the state of its data
// ---------------------------------------------------------------

/// Letters of the table below.
std::string verdict_text(char letter) {
  switch (letter) {
    case 'V':
      return "VALID";
    case 'E':
      return "EXPIRED expired";
    case 'N':
      return "NOT_YET_VALID not-yet-valid";
    case 'C':
      return "CLOCK_SUSPECT clock-before-data";
    case 'O':
      return "VALID_STALE data-old";
    case 'B':
      return "VALID_STALE bundle-expired";
    case 'U':
      return "UNKNOWN status-list-missing";
    default:
      return "REVOKED revoked";
  }
}

TEST_CASE("twelve clocks against eight states of a verifier, and back again") {
  // A permit for 2026-01-10 to 2026-02-28; data of 2026-01-15 12:00, good for 30 days.
  Draft draft;
  draft.valid_from = day("2026-01-10");
  draft.valid_until = day("2026-02-28");
  draft.now = at("2026-01-05T12:00:00+08:00");

  struct State {
    const char* what;
    std::function<void(test::Release&)> change;
  };
  const auto revoked = [&draft](test::Release& release) {
    auto list = authority().list();
    list.set(draft.index, status::Status::kRevoked);
    release.lists[0].claims = list.claims(release.lists[0].name, test::kNow, std::nullopt);
  };
  const State states[] = {
      {"as published", [](auto&) {}},
      {"revoked", revoked},
      {"no list", [](auto& r) { r.lists.clear(); }},
      {"no error of the clock allowed", [](auto& r) { r.issuers.policy.clock_tolerance = 0; }},
      {"an hour of error allowed", [](auto& r) { r.issuers.policy.clock_tolerance = 3600; }},
      {"good for a year", [](auto& r) { r.head.expires = test::kNow + days(365); }},
      {"good for two days", [](auto& r) { r.head.expires = test::kNow + days(2); }},
      {"data from before the permit",
       [](auto& r) { r = authority().release(1, at("2026-01-08T12:00:00+08:00"), days(90)); }},
  };
  // Rows are clocks, columns the states above.
  const std::pair<const char*, const char*> rows[] = {
      {"1970-01-01T00:00:00Z", "CRCCCCCC"},      {"2026-01-08T11:54:59+08:00", "CRCCCCCC"},
      {"2026-01-09T23:59:59+08:00", "CRCCCCCN"}, {"2026-01-10T00:00:00+08:00", "CRCCCCCV"},
      {"2026-01-15T11:00:00+08:00", "CRCCVCCV"}, {"2026-01-15T11:54:59+08:00", "CRCCVCCV"},
      {"2026-01-15T11:55:00+08:00", "VRUCVVVV"}, {"2026-01-17T12:00:00+08:00", "VRUVVVBV"},
      {"2026-02-14T12:00:00+08:00", "BRUBBVBO"}, {"2026-02-28T23:59:59+08:00", "ORUOOOOO"},
      {"2026-03-01T00:00:00+08:00", "EREEEEEE"}, {"9999-12-31T00:00:00Z", "EREEEEEE"},
  };
  std::size_t cases = 0;
  for (std::size_t i = 0; i < std::size(states); ++i) {
    auto release = authority().release(1);
    states[i].change(release);
    test::World world(release);
    const auto token = world.mint(draft).token;
    const auto check = [&](const char* now, const char* letters) {
      INFO(states[i].what << " at " << now);
      CHECK(test::summary(world.verify(token, at(now))) == verdict_text(letters[i]));
      ++cases;
    };
    // Forth and back: a clock that jumps between two scans leaves no trace.
    for (const auto& [now, letters] : rows) check(now, letters);
    for (std::size_t row = std::size(rows); row-- > 0;) check(rows[row].first, rows[row].second);
  }
  CHECK(cases == 2 * 12 * 8);
}

}  // namespace
}  // namespace cred::hostile
