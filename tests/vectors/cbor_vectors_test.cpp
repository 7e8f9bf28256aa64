// SPDX-License-Identifier: Apache-2.0
#include <sstream>
#include <string>
#include <vector>

#include "cred/cbor/decode.h"
#include "support/vectors.h"

namespace cred::cbor {
namespace {

constexpr std::size_t kMax = 4096;

bool reads(const std::string& hex, const Limits& limits) {
  return decode(test::hex(hex), limits).has_value();
}

TEST_CASE("RFC 8949 appendix A is read, its simple(24) is not") {
  test::Vectors vectors("cbor-rfc8949");
  if (!vectors.found()) return;

  // foreign(): any well-formed and valid encoding.
  for (const auto& row : vectors.json("appendix_a.json")) {
    const std::string hex = row["hex"];
    vectors.count(reads(hex, Limits::foreign(kMax)) == (hex != "f818"), hex);
  }
  for (const auto& row : vectors.json("rfc8949_appendix_f_not_well_formed.json")) {
    const std::string hex = row["hex"];
    vectors.count(!reads(hex, Limits::foreign(kMax)), "not well-formed " + hex);
  }
  // deterministic_foreign(): what CDE calls conforming.
  std::istringstream rows(vectors.text("cde_examples.csv"));
  std::string line;
  while (std::getline(rows, line)) {
    // type,"diagnostic",hex,remark: the diagnostic value may hold commas inside quotes.
    std::vector<std::string> cells{""};
    bool quoted = false;
    for (const char c : line) {
      if (c == '"')
        quoted = !quoted;
      else if (c == ',' && !quoted)
        cells.emplace_back();
      else
        cells.back() += c;
    }
    if (cells.size() < 3) continue;
    vectors.count(reads(cells[2], Limits::deterministic_foreign(kMax)) == (cells[0] != "bad"),
                  "CDE " + cells[2]);
  }
  const auto derived = vectors.json("derived_not_deterministic_or_invalid.json");
  for (const auto& row : derived["non_deterministic"]) {
    const std::string hex = row["hex"];
    vectors.count(!reads(hex, Limits::deterministic_foreign(kMax)), "not deterministic " + hex);
  }
  for (const auto& row : derived["invalid"]) {
    const std::string hex = row["hex"];
    vectors.count(!reads(hex, Limits::foreign(kMax)), "invalid " + hex);
  }
  for (const auto& row : derived["control_valid"]) {
    const std::string hex = row["hex"];
    vectors.count(reads(hex, Limits::deterministic_foreign(kMax)), "control " + hex);
  }
  vectors.finish();
}

}  // namespace
}  // namespace cred::cbor
