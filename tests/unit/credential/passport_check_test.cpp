// SPDX-License-Identifier: Apache-2.0
#include "cred/credential/passport_check.h"

#include <catch2/catch.hpp>

#include "support/scarce_memory.h"

namespace cred::credential {
namespace {

const Day kBirth = *Day::from_text("1984-07-19");

TEST_CASE(
    "a passport's number is the same however it is typed, and one of which nothing is left is refused") {
  const auto tag = passport_tag("Z000101", kBirth, {});
  REQUIRE(tag);
  CHECK(*passport_tag(" z 000-101", kBirth, {}) == *tag);
  CHECK(*passport_tag("Z000102", kBirth, {}) != *tag);
  for (const auto* typed : {"", "---", "护照"})
    CHECK(passport_tag(typed, kBirth, {}).error().reason == Reason::kText);
}

TEST_CASE("without memory for Argon2id there is no tag, and no passport matches") {
  const PassportCheck check{{}, *passport_tag("Z000101", kBirth, {}), std::nullopt};
  REQUIRE(*match_passport(check, "Z000101", kBirth, kBirth) == PassportMatch::kMatch);
  const test::ScarceMemory scarce;
  CHECK(passport_tag("Z000101", kBirth, {}).error().reason == Reason::kCrypto);
  CHECK(match_passport(check, "Z000101", kBirth, kBirth).error().reason == Reason::kCrypto);
}

}  // namespace
}  // namespace cred::credential
