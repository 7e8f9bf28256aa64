// SPDX-License-Identifier: Apache-2.0
// A genuine code in any world: every clock, status, role, question and memory around it. Whatever a guard
// types and whatever time it is, no world makes a green that it should not.
// Parser: libcred/src/verify/judgement.cpp
// Longest: 256
#include <algorithm>
#include <limits>

#include "cred/cbor/reader.h"
#include "cred/codec/unicode.h"
#include "cred/credential/uscc.h"
#include "cred/sdcwt/token.h"
#include "fuzz/live.h"
#include "fuzz/refused.h"

namespace cred::fuzz {

namespace {

using std::chrono::seconds;
using trust::VerifierRole;
constexpr std::uint64_t kNoList = 16;
constexpr sdcwt::Nonce kNonce{1, 2, 3};
constexpr std::string_view kAudience = "Example Police";

/// Which of the codes below is shown.
enum class Code : std::uint8_t { kPrint, kName, kEverything, kCheckOnly, kAnswer };
constexpr std::uint64_t kLastCode = 4;

/// [now, role, code, status, strict, seen, employer, passport, birth date, name in the MRZ, challenge].
struct World {
  std::int64_t now = 0;  // seconds from test::kNow
  VerifierRole role = VerifierRole::kGuard;
  Code code = Code::kEverything;
  std::uint64_t status = 0;  // of every entry of every list; kNoList: none is held
  bool strict = false;       // a policy that asks for a live code
  bool seen = false;         // at test::kNow
  std::string_view employer = {};
  std::string_view passport = {};  // empty: not asked, as all texts here
  Day birth_date = *Day::from_text("1984-07-19");
  std::string_view mrz_name = {};
  // [audience, nonce, seconds from test::kNow, made here, used]
  std::string_view audience = {};
  sdcwt::Nonce nonce = kNonce;
  std::int64_t made = 0;
  bool made_here = true;
  bool used = false;
};

Bytes encode(const World& world) {
  cbor::Encoder out;
  out.array(11).integer(world.now).uint(static_cast<std::uint64_t>(world.role));
  out.uint(static_cast<std::uint64_t>(world.code)).uint(world.status).uint(world.strict ? 1 : 0);
  out.uint(world.seen ? 1 : 0).text(world.employer).text(world.passport).uint(world.birth_date.yyyymmdd());
  out.text(world.mrz_name).array(5).text(world.audience).bytes(world.nonce).integer(world.made);
  return out.uint(world.made_here ? 1 : 0).uint(world.used ? 1 : 0).take();
}

/// What a command line or a store could not say is no world.
Result<World> parse(BytesView input) {
  constexpr std::int64_t kMostSeconds = std::int64_t{200} * 366 * 86'400;
  const auto is_near = [](std::int64_t time) { return time > -kMostSeconds / 8 && time < kMostSeconds; };
  CRED_TRY(const auto item, cbor::decode(input, cbor::Limits::own(1024)));
  cbor::ArrayReader in(item, "world", Reason::kClaims);
  World world;
  world.now = in.next_integer();
  world.role = static_cast<VerifierRole>(in.next_uint(3));
  world.code = static_cast<Code>(in.next_uint(kLastCode));
  world.status = in.next_uint(kNoList);
  world.strict = in.next_uint(1) == 1;
  world.seen = in.next_uint(1) == 1;
  world.employer = in.next_text();
  world.passport = in.next_text();
  const auto birth_date = Day::from_yyyymmdd(in.next_uint());
  world.mrz_name = in.next_text();
  cbor::ArrayReader asked(in.next(), "challenge", Reason::kClaims);
  CRED_CHECK(in.finish());
  world.audience = asked.next_text();
  const auto nonce = asked.next_bytes(world.nonce.size());
  world.made = asked.next_integer();
  world.made_here = asked.next_uint(1) == 1;
  world.used = asked.next_uint(1) == 1;
  const bool letters =
      std::ranges::all_of(world.mrz_name, [](char c) { return (c >= 'A' && c <= 'Z') || c == '<'; });
  if (!is_near(world.now) || !is_near(world.made) || !letters) asked.refuse("out of this world");
  CRED_CHECK(asked.finish());
  std::ranges::copy(nonce, world.nonce.begin());
  if (!world.audience.empty())
    CRED_CHECK(sdcwt::check_challenge({std::string(world.audience), world.nonce, {}}));
  CRED_TRY(world.birth_date, birth_date);
  return world;
}

Bytes print() {
  const auto wallet = wallet_draft().permit();
  const auto entry = authority().entry(trust::Purpose::kPermits, authority().permits_key);
  const credential::StaticPermit permit{
      wallet.terms.category, wallet.terms.region,     wallet.terms.valid_from,   wallet.terms.valid_until,
      wallet.name,           wallet.work.employer_zh, wallet.work.employer_uscc, wallet.passport};
  return mint_static({"K3M9Q2XT7RW4VNP8", {7, "CN-110000:1"}, permit}, entry, *authority().permits_key,
                     held().claims().iat)
      ->token;
}

/// All made at test::kNow.
const std::vector<Bytes>& codes() {
  using credential::Group;
  static const std::vector<Bytes> all = [] {
    const auto live = [](credential::GroupSet groups, std::string_view audience, bool answer) {
      const auto nonce = answer ? std::optional(kNonce) : std::nullopt;
      return *sdcwt::sign_presentation(held().showing(groups), {audience, test::kNow, nonce}, device());
    };
    const credential::GroupSet everything = {Group::kName, Group::kIdentity, Group::kWork, Group::kPassport,
                                             Group::kRecord};
    return std::vector{print(), live({Group::kName}, "guard", false), live(everything, "guard", false),
                       live({Group::kPassport}, "guard", false), live(everything, kAudience, true)};
  }();
  return all;
}

const test::TrustStore& store_of(bool strict) {
  static const test::TrustStore kept = [] {
    auto release = authority().release(1);
    for (auto* policy : {&release.issuers.policy.guard, &release.issuers.policy.employer})
      policy->minimum_binding = trust::MinimumBinding::kHolderProven;
    const auto bundle = authority().sign(release);
    test::TrustStore store(bundle);
    must(store.update(bundle).has_value(), "a strict bundle is accepted");
    return store;
  }();
  return strict ? kept : live_store();
}

const Bytes& archive_of(std::uint64_t status) {
  static const std::vector<Bytes> all = [] {
    std::vector<Bytes> made;
    for (unsigned value = 0; value < kNoList; ++value) {
      const Bytes raw(8, static_cast<std::uint8_t>(value * 0x11));
      made.push_back(status::build_archive({{"CN-110000:1", test::kNow, std::nullopt, raw}}));
    }
    made.push_back(status::build_archive({}));
    return made;
  }();
  return all[static_cast<std::size_t>(status)];
}

Instant at(std::int64_t time) {
  return test::kNow + seconds(time);
}

template <class T>
std::optional<T> asked(bool is_asked, T what) {
  return is_asked ? std::optional<T>(std::move(what)) : std::nullopt;
}

Verdict judged(const World& world, const sdcwt::ReplayMemory* replay) {
  const auto archive = *status::Archive::open(archive_of(world.status));
  const auto& store = store_of(world.strict);
  const auto made = asked(world.made_here, at(world.made));
  const VerifyContext with{
      .trust = &store.bundle(),
      .status = &archive,
      .clock_floor = store.clock_floor(),
      .now = at(world.now),
      .role = world.role,
      .employer = asked(!world.employer.empty(), world.employer),
      .passport = asked(!world.passport.empty(), PassportToCompare{world.passport, world.birth_date}),
      .mrz_name = asked(!world.mrz_name.empty(), credential::MrzName{std::string(world.mrz_name)}),
      .challenge =
          asked(!world.audience.empty(), AwaitedAnswer{world.audience, world.nonce, made, world.used}),
      .replay = replay};
  const auto& token = codes()[static_cast<std::size_t>(world.code)];
  return world.code == Code::kPrint ? verify_static(token, with) : verify_presentation(token, with);
}

/// Of every code that is accepted when it was made.
const sdcwt::ReplayMemory& memory() {
  static const sdcwt::ReplayMemory all = [] {
    sdcwt::ReplayMemory made;
    for (const auto code : {Code::kName, Code::kEverything, Code::kCheckOnly, Code::kAnswer}) {
      const bool answer = code == Code::kAnswer;
      const auto verdict = judged({.code = code, .audience = answer ? kAudience : ""}, nullptr);
      must(verdict.remember.has_value(), "a live code that is accepted is remembered");
      made.remember(*verdict.remember, test::kNow);
    }
    return made;
  }();
  return all;
}

bool is_fresh(const World& world) {
  if (!world.audience.empty())
    return world.code == Code::kAnswer && world.audience == kAudience && world.nonce == kNonce &&
           world.made_here && !world.used && std::abs(world.now - world.made) <= kChallengeLife.count();
  if (world.code == Code::kPrint) return true;
  return world.code != Code::kAnswer && world.role == VerifierRole::kGuard && world.now >= -30 &&
         world.now <= 60;
}

bool is_of_this_person(const World& world) {
  const auto permit = wallet_draft().permit();
  if (world.passport.empty()) return true;
  const auto& identity = permit.identity;
  return codec::fold_number(world.passport) == codec::fold_number(identity.passport_number) &&
         world.birth_date == identity.birth_date &&
         (world.mrz_name.empty() ||
          credential::match_name({std::string(world.mrz_name)}, permit.name.passport) !=
              credential::NameMatch::kNo);
}

bool is_of_this_employer(const World& world) {
  return world.employer.empty() ||
         credential::normalised_uscc(world.employer) ==
             credential::normalised_uscc(wallet_draft().permit().work.employer_uscc);
}

/// What a green says, told again from the world alone.
void must_be_right(const World& world, const Verdict& verdict) {
  const auto terms = wallet_draft().permit().terms;
  const auto today = Day::of(at(world.now));
  must(world.status == 0, "only a valid status is accepted");
  must(today >= terms.valid_from && today <= terms.valid_until, "accepted within its days");
  must(at(world.now) + seconds(store_of(false).bundle().policy().clock_tolerance) >=
           store_of(false).clock_floor(),
       "accepted by a clock that can be right");
  must(is_fresh(world), "a live code is accepted in its window, as the answer to this question");
  const bool live = world.code != Code::kPrint;
  must(!live || !world.seen || std::abs(world.now) >= sdcwt::kReplayMemory.count(), "once");
  must(is_of_this_person(world), "another passport is no match");
  must(is_of_this_employer(world), "another employer is no match");
  const bool asks_for_live =
      world.strict && (world.role == VerifierRole::kGuard || world.role == VerifierRole::kEmployer);
  must(!asks_for_live || verdict.binding == Binding::kHolderProven,
       "a policy that asks for a live code gets one");
}

}  // namespace

std::vector<Bytes> seeds() {
  const std::string_view police = kAudience;
  return {encode({}),
          encode({.now = 60, .code = Code::kName}),
          encode({.now = 86'400 * 20, .code = Code::kPrint}),
          encode({.code = Code::kPrint, .employer = "91110108XXDEM00154"}),
          encode({.code = Code::kPrint, .passport = "z 000101"}),
          encode({.strict = true, .employer = "91110108 xxdem00154"}),
          encode({.passport = "Z000101", .mrz_name = "EXAMPLE<<NORAH"}),
          encode({.code = Code::kCheckOnly, .passport = "Z000101"}),
          encode({.now = 299, .code = Code::kAnswer, .audience = police}),
          encode({.now = 3'600, .code = Code::kAnswer, .seen = true, .audience = police, .made = 3'599})};
}

std::vector<Refused> refused() {
  const std::string_view police = kAudience;
  std::vector<Refused> all = {
      {"no list", encode({.status = kNoList})},
      {"too late for a quick code", encode({.now = 61})},
      {"for another role", encode({.role = VerifierRole::kEmployer})},
      {"shown twice", encode({.seen = true})},
      {"a clock behind the data", encode({.now = -86'400 * 30})},
      {"before the permit began", encode({.now = -86'400 * 400, .code = Code::kPrint})},
      {"old data", encode({.now = 86'400 * 45, .code = Code::kPrint})},
      {"after the permit ended", encode({.now = std::int64_t{86'400} * 366 * 5, .code = Code::kPrint})},
      {"after the root ended", encode({.now = std::int64_t{86'400} * 366 * 11, .code = Code::kPrint})},
      {"a print where a live code is asked for", encode({.code = Code::kPrint, .strict = true})},
      {"another employer", encode({.employer = "91110108XXDEM00155"})},
      {"an employer that is not shown", encode({.code = Code::kName, .employer = "91110108XXDEM00154"})},
      {"another passport", encode({.passport = "Z000102"})},
      {"another passport than the check's", encode({.code = Code::kCheckOnly, .passport = "Z000102"})},
      {"another birth date", encode({.passport = "Z000101", .birth_date = *Day::from_text("1984-07-18")})},
      {"a passport that is not shown", encode({.code = Code::kName, .passport = "Z000101"})},
      {"a name that is not shown",
       encode({.code = Code::kCheckOnly, .passport = "Z000101", .mrz_name = "EXAMPLE<<NORAH"})},
      {"another name", encode({.passport = "Z000101", .mrz_name = "EXEMPLAR<<NOEL"})},
      {"an answer to nobody", encode({.code = Code::kAnswer})},
      {"a print for an answer", encode({.code = Code::kPrint, .audience = police})},
      {"a quick code for an answer", encode({.audience = police})},
      {"an answer to another", encode({.code = Code::kAnswer, .audience = "Example Customs"})},
      {"an answer to another challenge", encode({.code = Code::kAnswer, .audience = police, .nonce = {9}})},
      {"a challenge of another store",
       encode({.code = Code::kAnswer, .audience = police, .made_here = false})},
      {"an answer used", encode({.code = Code::kAnswer, .audience = police, .used = true})},
      {"an answer to an old challenge", encode({.now = 301, .code = Code::kAnswer, .audience = police})},
      {"an answer of the day before yesterday",
       encode({.now = 172'800, .code = Code::kAnswer, .audience = police, .made = 172'800})}};
  for (std::uint64_t status = 1; status < kNoList; ++status)
    all.push_back({"a status", encode({.status = status})});
  return all;
}

bool accepts(BytesView input) {
  const auto world = parse(input);
  if (!world) return false;
  const auto verdict = judged(*world, world->seen ? &memory() : nullptr);
  must_be_plain(verdict.detail);
  for (const auto& entry : verdict.checks) {
    must_be_plain(entry.expected);
    must_be_plain(entry.found);
  }
  must(verdict.facts.has_value(), "what is genuine is shown");
  CRED_PLANT(world->status > 8 && world->status < kNoList, world->role == VerifierRole::kDepartment);
  if (outcome_of(verdict.code) != Outcome::kAccepted) return false;
  must_be_right(*world, verdict);
  return true;
}

}  // namespace cred::fuzz
