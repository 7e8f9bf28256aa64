// SPDX-License-Identifier: Apache-2.0
// From text to picture and back, through the writer of the issuer and the reader of the verifier.
#include <catch2/catch.hpp>

#include "cli/picture/render.h"
#include "cred/qr/text.h"
#include "verifier/image/picture.h"

namespace cred::verifier {
namespace {

TEST_CASE("what is printed as PNG is read back as the same text") {
  const std::size_t size = GENERATE(60u, 350u, 700u, 964u);
  Bytes token(size);
  std::uint32_t state = 3;
  for (auto& octet : token) octet = static_cast<std::uint8_t>((state = state * 1664525u + 1013904223u) >> 24);
  const auto text = qr::to_text(qr::Kind::kStaticPermit, token);

  const auto png = cli::to_png(qr::Symbol::encode(text, qr::Level::kM).value()).value();
  REQUIRE(picture_format(png) == PictureFormat::kPng);
  const auto codes = find_codes(decode_picture(PictureFormat::kPng, png).value());
  REQUIRE(codes == std::vector<std::string>{text});
  CHECK(qr::from_text(codes.front()).value().bytes == token);
}

}  // namespace
}  // namespace cred::verifier
