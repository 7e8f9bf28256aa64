// SPDX-License-Identifier: Apache-2.0
#include "cred/base/region.h"

#include <catch2/catch.hpp>

namespace cred {
namespace {

Region region(const char* text) {
  return *Region::from_text(text);
}

TEST_CASE("a province covers its cities and districts, a city its districts, a district itself") {
  CHECK(region("110000").covers(region("110108")));
  CHECK(region("110000").covers(region("110000")));
  CHECK_FALSE(region("110000").covers(region("120116")));
  CHECK(region("131000").covers(region("131002")));
  CHECK_FALSE(region("131000").covers(region("130102")));
  CHECK(region("110108").covers(region("110108")));
  CHECK_FALSE(region("110108").covers(region("110000")));
  CHECK_FALSE(region("110108").covers(region("110105")));
}

TEST_CASE("a region is six digits that do not begin with zero") {
  for (const auto* text : {"", "11010", "1101080", "11010x", "011010", "+11010", " 11010", "-11010"}) {
    CAPTURE(text);
    CHECK_FALSE(Region::from_text(text));
  }
  CHECK(Region::from_number(99'999, Reason::kClaims).error().reason == Reason::kClaims);
  CHECK_FALSE(Region::from_number(1'000'000, Reason::kClaims));
}

}  // namespace
}  // namespace cred
