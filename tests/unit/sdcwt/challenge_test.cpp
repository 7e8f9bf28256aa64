// SPDX-License-Identifier: Apache-2.0
#include "cred/sdcwt/challenge.h"

#include <catch2/catch.hpp>

#include "cred/codec/hex.h"
#include "cred/sdcwt/replay.h"
#include "cred/trust/issuers.h"

namespace cred::sdcwt {
namespace {

TEST_CASE("a challenge is read as it was written") {
  const Challenge challenge{"示例派出所 Example Police", {1, 2, 3}, {20, 21, 22}};
  const auto read = Challenge::parse(encode(challenge));
  REQUIRE(read);
  CHECK(read->audience == challenge.audience);
  CHECK(read->nonce == challenge.nonce);
  CHECK(read->wanted == challenge.wanted);
  REQUIRE(Challenge::parse(encode({"A", {}, {}})));
}

TEST_CASE("the reserved audiences are the roles of a verifier, and no challenge carries one") {
  using enum trust::VerifierRole;
  for (const auto role : {kGuard, kEmployer, kCheckpoint, kDepartment}) {
    const std::string audience(trust::name(role));
    CHECK(is_reserved_audience(audience));
    CHECK_FALSE(check_challenge({audience, {}, {}}));
    CHECK(Challenge::parse(encode({audience, {}, {}})).error().reason == Reason::kClaims);
  }
  CHECK_FALSE(is_reserved_audience("Guard"));
  CHECK(check_challenge({"Guard", {}, {}}));
}

TEST_CASE("a challenge in any other form is refused") {
  const std::string nonce = "5001020304050607080910111213141516";
  const struct {
    const char* what;
    std::string octets;
    Reason reason;
  } rows[] = {
      {"no audience", "a202" + nonce + "0380", Reason::kClaims},
      {"an empty audience", "a3016002" + nonce + "0380", Reason::kClaims},
      {"an audience that steers a terminal", "a301611b02" + nonce + "0380", Reason::kClaims},
      {"a nonce of 15 octets",
       "a3016141024f010203040506070809101112131415"
       "0380",
       Reason::kClaims},
      {"no groups", "a201614102" + nonce, Reason::kClaims},
      {"groups not ascending", "a301614102" + nonce + "03821614", Reason::kClaims},
      {"a group twice", "a301614102" + nonce + "03821414", Reason::kClaims},
      {"seventeen groups", "a301614102" + nonce + "0391000102030405060708090a0b0c0d0e0f10", Reason::kClaims},
      {"a fourth member", "a401614102" + nonce + "03800400", Reason::kClaims},
      {"an audience of octets", "a301414102" + nonce + "0380", Reason::kClaims},
      {"octets left over", "a301614102" + nonce + "038000", Reason::kCbor},
      {"keys out of order", "a302" + nonce + "0161410380", Reason::kNotDeterministic},
      {"nothing", "", Reason::kCbor},
  };
  REQUIRE(Challenge::parse(*codec::from_hex("a301614102" + nonce + "0380")));
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto refused = Challenge::parse(*codec::from_hex(row.octets));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == row.reason);
  }
}

TEST_CASE("the replay memory remembers for 120 seconds on either side and then forgets") {
  const Instant now(std::chrono::seconds(1'800'000'000));
  const crypto::Digest one{1};
  ReplayMemory memory;
  CHECK_FALSE(memory.seen(one, now));
  memory.remember(one, now);
  const auto after = [&](int seconds) { return now + std::chrono::seconds(seconds); };
  CHECK(memory.seen(one, now) == now);
  CHECK(memory.seen(one, after(119)) == now);
  CHECK_FALSE(memory.seen(one, after(120)));
  CHECK(memory.seen(one, after(-119)));
  CHECK_FALSE(memory.seen(crypto::Digest{2}, now));
  memory.forget(after(119));
  CHECK(memory.accepted().size() == 1);
  memory.forget(after(120));
  CHECK(memory.accepted().empty());
}

}  // namespace
}  // namespace cred::sdcwt
