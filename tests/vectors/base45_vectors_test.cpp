// SPDX-License-Identifier: Apache-2.0
#include "cred/codec/base45.h"
#include "support/vectors.h"

namespace cred::codec {
namespace {

TEST_CASE("the Base45 vectors convert both ways, the invalid ones not at all") {
  test::Vectors vectors("base45");
  if (!vectors.found()) return;
  const auto file = vectors.json("base45.json");
  for (const auto& row : file["valid"]) {
    const auto bytes = test::hex(row["bytes_hex"]);
    const std::string text = row["base45"];
    const auto back = from_base45(text);
    vectors.count(to_base45(bytes) == text && back && *back == bytes, row["name"]);
  }
  for (const auto& row : file["invalid"]) {
    const auto decoded = from_base45(row["base45"].get<std::string>());
    vectors.count(!decoded && decoded.error().reason == Reason::kBase45, row["base45"]);
  }
  vectors.finish();
}

}  // namespace
}  // namespace cred::codec
