// SPDX-License-Identifier: Apache-2.0
// The examples of docs/formats are the octets this library makes of the first example person.
#include <catch2/catch.hpp>

#include "cred/enrolment.h"
#include "support/format_page.h"
#include "support/live.h"

namespace cred {
namespace {

using test::example_of;

/// Ed25519, whose signatures are the same every time.
struct Example {
  Example() { world.device = test::make_key(world.random); }
  test::LiveWorld world;
  sdcwt::Challenge challenge{
      "Example Police", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, {20, 22}};
};

void check(const std::string& page, const Bytes& made) {
  INFO(page << " should show " << codec::to_hex(made));
  CHECK(example_of(page) == made);
}

TEST_CASE("the examples of the format pages are what is made, and are read") {
  Example example;
  auto& world = example.world;
  const auto token = world.mint_wallet();
  check("wallet-credential", token);
  const auto held = world.hold(token);
  CHECK(held.permit().name.passport == "AL-RASHED, NORAH ABDULLAH");

  const auto guard = world.quick(held, trust::VerifierRole::kGuard);
  check("presentation", guard.token);
  auto context = world.context();
  context.role = trust::VerifierRole::kGuard;
  CHECK(test::summary(verify_presentation(example_of("presentation"), context)) == "VALID");

  check("challenge", sdcwt::encode(example.challenge));
  CHECK(sdcwt::Challenge::parse(example_of("challenge"))->audience == "Example Police");

  const auto request =
      request_enrolment("CN-110000", example.challenge.nonce, "SSC-EXAMPLE-1", *world.device);
  REQUIRE(request);
  check("enrolment", request->token);
  CHECK(Enrolment::open(example_of("enrolment"), "CN-110000", example.challenge.nonce));
}

}  // namespace
}  // namespace cred
