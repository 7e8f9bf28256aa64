// SPDX-License-Identifier: Apache-2.0
#include "cred/qr/text.h"

#include <catch2/catch.hpp>

namespace cred::qr {
namespace {

const Bytes kToken = {0xd2, 0x84, 0x00, 0xff, 0x20};

Reason reason_of(std::string_view text) {
  const auto token = from_text(text);
  REQUIRE_FALSE(token.has_value());
  return token.error().reason;
}

TEST_CASE("every kind of token comes back from its text") {
  const auto kind = GENERATE(Kind::kStaticPermit, Kind::kPresentation, Kind::kChallenge, Kind::kEnrolment);
  const auto token = from_text(to_text(kind, kToken));
  REQUIRE(token.has_value());
  CHECK(token->kind == kind);
  CHECK(token->bytes == kToken);
}

TEST_CASE("the four prefixes are those of the format page") {
  CHECK(prefix(Kind::kStaticPermit) == "FWS1:");
  CHECK(prefix(Kind::kPresentation) == "FWP1:");
  CHECK(prefix(Kind::kChallenge) == "FWC1:");
  CHECK(prefix(Kind::kEnrolment) == "FWE1:");
}

TEST_CASE("the example of RFC 9285 is written and read behind our prefix") {
  CHECK(to_text(Kind::kStaticPermit, as_bytes("ietf!")) == "FWS1:QED8WEX0");
  CHECK(as_text(from_text("FWS1:QED8WEX0").value().bytes) == "ietf!");
}

TEST_CASE("spaces and line ends after the text are trimmed, inner ones are data") {
  const auto line_end = GENERATE("\n", "\r\n", "  ", " \r\n \n");
  const auto text = to_text(Kind::kStaticPermit, kToken);
  CHECK(from_text(text + line_end).value().bytes == kToken);
  CHECK(reason_of(" " + text) == Reason::kNotOurs);
  CHECK(reason_of("\n" + text) == Reason::kNotOurs);
  CHECK(from_text("FWS1:  0").value().bytes == Bytes({0x06, 0x78}));  // 36 + 36 * 45
}

TEST_CASE("a text of nothing is no code") {
  const auto text = GENERATE("", " ", "\r\n", "  \n\r ");
  CHECK(reason_of(text) == Reason::kNoCode);
}

TEST_CASE("4,296 characters are read and 4,297 are too large, before anything else is looked at") {
  const std::string longest = "FWS1:" + std::string(kMaxText - 6, '0');  // 4,290 characters of Base45
  CHECK(from_text(longest).has_value());
  CHECK(from_text(longest + "  \r\n").has_value());
  CHECK(reason_of(longest + "0") == Reason::kBase45);  // 4,296 characters, but one too many for Base45
  CHECK(reason_of(longest + "00") == Reason::kTooLarge);
  CHECK(reason_of("https://" + std::string(kMaxText, 'a')) == Reason::kTooLarge);
}

TEST_CASE("a web address is named as one, whatever its case and the spaces before it") {
  const auto text = GENERATE("http://a.example", "https://a.example/FWS1:", "HTTPS://A.EXAMPLE",
                             "www.a.example", "WwW.a.example", "   https://a.example", "https://");
  CHECK(reason_of(text) == Reason::kWebAddress);
}

TEST_CASE("any other text is not ours") {
  const auto text =
      GENERATE("fws1:QED8WEX0", "Fws1:QED8WEX0", "FWS2:QED8WEX0", "FWS1", "FWX1:QED8WEX0", "HC1:QED8WEX0",
               "QED8WEX0", "htt", "https:/", "www", "\xff\xfe", "\xe4\xbd\xa0\xe5\xa5\xbd");
  CHECK(reason_of(text) == Reason::kNotOurs);
}

TEST_CASE("Base45 behind our prefix is strict") {
  const auto text =
      GENERATE("FWS1:QED8WEX", "FWS1:qed8wex0", "FWS1::::", "FWS1:QED8WEX0=", "FWP1:A", "FWC1:GGW");
  CHECK(reason_of(text) == Reason::kBase45);
}

}  // namespace
}  // namespace cred::qr
