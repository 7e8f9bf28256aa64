// SPDX-License-Identifier: Apache-2.0
#include "cred/status/builder.h"

#include <catch2/catch.hpp>

#include "cred/cose/sign1.h"
#include "cred/crypto/software_signer.h"
#include "support/fixed_random.h"

namespace cred::test {

TEST_CASE("a new list has 2^20 entries and none of them is valid") {
  const status::ListBuilder builder;
  CHECK(builder.raw().size() == status::kRawSize);
  for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{1}, status::kEntries - 1})
    CHECK(status::entry(builder.raw(), status::kBits, index) == 1);
  CHECK(!status::entry(builder.raw(), status::kBits, status::kEntries));
}

TEST_CASE("setting an entry leaves its neighbours as they are") {
  status::ListBuilder builder;
  const auto at = [&](std::uint64_t index) { return *status::entry(builder.raw(), status::kBits, index); };
  builder.set(4, status::Status::kLost);
  builder.set(5, status::Status::kCancelled);
  CHECK(at(3) == 1);
  CHECK(at(4) == 13);
  CHECK(at(5) == 12);
  CHECK(at(6) == 1);
  builder.set(4, status::Status::kValid);
  CHECK(at(4) == 0);
  CHECK(at(5) == 12);
  builder.set(5, status::Status::kValid);
  CHECK(at(4) == 0);
  CHECK(at(5) == 0);
}

TEST_CASE("the claims of a built list read back") {
  FixedRandom random("status key");
  const auto signer = std::move(
      *crypto::make_software_signer(crypto::generate_private_key(crypto::Algorithm::kEsp256, random)));
  const Instant iat{std::chrono::sys_days{std::chrono::year{2026} / 1 / 15}};
  status::ListBuilder builder;
  builder.set(77, status::Status::kSuspended);
  for (const auto exp : {std::optional<Instant>(), std::optional<Instant>(iat + std::chrono::days{30})}) {
    const auto token = cose::sign1(cose::Typ::kStatusList, builder.claims("CN-110000:7", iat, exp), *signer);
    REQUIRE(token);
    const auto verified =
        std::move(*cose::Sign1::parse(*token, status::kMaxListToken)).verify(signer->public_key());
    REQUIRE(verified);
    const auto claims = status::ListClaims::parse(*verified);
    REQUIRE(claims);
    CHECK(claims->sub == "CN-110000:7");
    CHECK(claims->iat == iat);
    CHECK(claims->exp == exp);
    CHECK(!claims->ttl);
    const auto raw = status::inflate_list(*claims);
    REQUIRE(raw);
    CHECK(equal(*raw, builder.raw()));
  }
}

}  // namespace cred::test
