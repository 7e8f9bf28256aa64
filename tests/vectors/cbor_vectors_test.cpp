// SPDX-License-Identifier: Apache-2.0
#include <sstream>
#include <string>
#include <vector>

#include "cred/cbor/decode.h"
#include "support/vectors.h"

namespace cred::cbor {
namespace {

constexpr std::size_t kMax = 4096;
const Limits kForeign = Limits::foreign(kMax);                      // any well-formed and valid encoding
const Limits kDeterministic = Limits::deterministic_foreign(kMax);  // what CDE calls conforming

/// Cases of one file, judged with the limits they are about.
class Group {
 public:
  Group(test::Vectors& vectors, std::string name) : vectors_(vectors), name_(std::move(name)) {}

  void accepts(const std::string& hex, const Limits& limits) { judge(hex, limits, true); }
  void refuses(const std::string& hex, const Limits& limits) { judge(hex, limits, false); }

  void finish(int accepted, int refused) const {
    CAPTURE(name_);
    CHECK(accepted_ == accepted);
    CHECK(refused_ == refused);
  }

 private:
  void judge(const std::string& hex, const Limits& limits, bool expected) {
    const auto bytes = test::hex(hex);
    const bool accepted = decode(bytes, limits).has_value();
    (accepted ? accepted_ : refused_) += 1;
    vectors_.count(accepted == expected, name_ + " " + hex);
  }

  test::Vectors& vectors_;
  std::string name_;
  int accepted_ = 0;
  int refused_ = 0;
};

/// type,"diagnostic",hex,remark: the diagnostic value may hold commas inside its quotes.
std::vector<std::string> cells_of(const std::string& row) {
  std::vector<std::string> cells{""};
  bool quoted = false;
  for (const char c : row) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      cells.emplace_back();
    else
      cells.back() += c;
  }
  return cells;
}

void appendix_a(test::Vectors& vectors) {
  Group group(vectors, "appendix A");
  for (const auto& row : vectors.json("appendix_a.json")) {
    // simple(24) was well-formed in RFC 7049 and is not in RFC 8949.
    if (row["hex"] == "f818")
      group.refuses(row["hex"], kForeign);
    else
      group.accepts(row["hex"], kForeign);
  }
  group.finish(81, 1);
}

void appendix_f(test::Vectors& vectors) {
  Group group(vectors, "not well-formed");
  for (const auto& row : vectors.json("rfc8949_appendix_f_not_well_formed.json"))
    group.refuses(row["hex"], kForeign);
  group.finish(0, 94);
}

void deterministic(test::Vectors& vectors) {
  Group group(vectors, "CDE");
  std::istringstream rows(vectors.text("cde_examples.csv"));
  for (std::string row; std::getline(rows, row);) {
    const auto cells = cells_of(row);
    REQUIRE(cells.size() >= 3);
    if (cells[0] == "bad")
      group.refuses(cells[2], kDeterministic);
    else
      group.accepts(cells[2], kDeterministic);
  }
  group.finish(66, 10);
}

void derived(test::Vectors& vectors) {
  Group group(vectors, "derived");
  const auto file = vectors.json("derived_not_deterministic_or_invalid.json");
  for (const auto& row : file["non_deterministic"]) group.refuses(row["hex"], kDeterministic);
  for (const auto& row : file["invalid"]) group.refuses(row["hex"], kForeign);
  for (const auto& row : file["control_valid"]) group.accepts(row["hex"], kDeterministic);
  group.finish(1, 34);
}

TEST_CASE("RFC 8949 and CDE: what is valid is read, what is not well-formed or not deterministic is not") {
  test::Vectors vectors("cbor-rfc8949");
  if (!vectors.found()) return;
  appendix_a(vectors);
  appendix_f(vectors);
  deterministic(vectors);
  derived(vectors);
  vectors.finish();
}

}  // namespace
}  // namespace cred::cbor
