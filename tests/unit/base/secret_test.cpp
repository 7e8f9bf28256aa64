// SPDX-License-Identifier: Apache-2.0
#include "cred/base/secret.h"

#include <catch2/catch.hpp>
#include <utility>

namespace cred {
namespace {

TEST_CASE("a secret moves and leaves nothing behind") {
  auto secret = SecretBytes::copy_of(as_bytes("example"));
  auto moved = std::move(secret);
  CHECK(as_text(moved.reveal()) == "example");
  CHECK(secret.size() == 0);  // NOLINT(bugprone-use-after-move): that is the point
  CHECK(SecretBytes().reveal().empty());
  CHECK(SecretBytes(4).reveal()[3] == 0);
}

TEST_CASE("wipe overwrites") {
  Bytes memory{1, 2, 3};
  wipe(memory);
  CHECK(memory == Bytes{0, 0, 0});
}

}  // namespace
}  // namespace cred
