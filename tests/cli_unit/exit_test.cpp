// SPDX-License-Identifier: Apache-2.0
#include "cli/exit.h"

#include <catch2/catch.hpp>

#include "cli/failure.h"

namespace cred::cli {
namespace {

TEST_CASE("of several inputs the gravest exit counts: 2 over 4 over 1 over 3 over 0") {
  const std::vector<Exit> falling = {Exit::kUsage, Exit::kOutside, Exit::kRefused, Exit::kUndetermined,
                                     Exit::kAccepted};
  for (std::size_t i = 0; i < falling.size(); ++i) {
    for (std::size_t j = i; j < falling.size(); ++j) {
      CHECK(worst(falling[i], falling[j]) == falling[i]);
      CHECK(worst(falling[j], falling[i]) == falling[i]);
    }
  }
}

TEST_CASE("an error of the library becomes a refusal that names what, why and the reason word") {
  const auto failure =
      refused("permits.jsonl:3", Error{Reason::kDate, "2025-02-30 is no day"}, "correct it").value();
  CHECK(failure.exit == Exit::kRefused);
  CHECK(failure.error == "permits.jsonl:3: 2025-02-30 is no day (date)");
  CHECK(failure.hint == "correct it");
}

}  // namespace
}  // namespace cred::cli
