// SPDX-License-Identifier: Apache-2.0
#include "cred/inspect.h"

#include <catch2/catch.hpp>

#include "support/live.h"

namespace cred {
namespace {

std::string shown(BytesView bytes) {
  const auto lines = inspect(bytes);
  REQUIRE(lines);
  std::string all;
  for (const auto& line : *lines) all += line + "\n";
  return all;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a permit, as text or as octets, is shown with its header, claims and signature size") {
  test::World world;
  const auto issued = world.mint();
  const auto text = shown(as_bytes(issued.text));
  CHECK(has(text, "QR text FWS1:"));
  for (const auto& all : {text, shown(issued.token)}) {
    CHECK(has(all, "COSE_Sign1"));
    CHECK(has(all, "16: 61"));
    CHECK(has(all, "AL-RASHED, NORAH ABDULLAH"));
    CHECK(has(all, "64 octets, not checked"));
  }
}

TEST_CASE("a live code is shown with the credential inside and every disclosure opened") {
  test::LiveWorld world;
  const auto code = shown(as_bytes(world.quick(world.hold()).text));
  CHECK(has(code, "QR text FWP1:"));
  CHECK(has(code, "16: 293"));
  CHECK(has(code, "disclosure 3"));
  CHECK(has(code, "AL-RASHED, NORAH ABDULLAH"));
  CHECK(has(code, "\"employer\""));
  CHECK(has(shown(as_bytes(qr::to_text(qr::Kind::kChallenge, sdcwt::encode(world.challenge())))),
            "Example Police"));
}

TEST_CASE("trust objects and bundles are shown") {
  test::World world;
  CHECK(has(shown(world.published.roots[0]), "COSE_Sign (tag 98)"));
  const auto bundle = shown(world.published.encoded());
  CHECK(has(bundle, "trust bundle"));
  CHECK(has(bundle, "member 1"));
}

TEST_CASE("what is not ours is named, and what is nothing is refused") {
  CHECK(has(shown(Bytes{0x18, 0x01}), "not in our encoding"));
  CHECK(inspect(as_bytes("FWS1:A")).error().reason == Reason::kBase45);
  CHECK(inspect(Bytes{0xff}).error().reason == Reason::kCbor);
  CHECK(inspect({}).error().reason == Reason::kCbor);
}

TEST_CASE("no octet of a hostile text reaches the lines unescaped") {
  const Bytes hostile{0x65, 0x1b, '[', '2', 'J', '\n'};
  const auto text = shown(hostile);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(has(text, "\\u{1b}"));
}

}  // namespace
}  // namespace cred
