// SPDX-License-Identifier: Apache-2.0
// The sample permits as drafts, and the count of reasons that the hostile tests print.
#pragma once

#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/source_dir.h"
#include "support/world.h"

namespace cred::hostile {

/// Own the texts that the drafts' members copy.
inline std::vector<test::Draft> sample_drafts() {
  std::vector<test::Draft> drafts;
  std::ifstream in(test::source_file("examples/permits.jsonl"));
  for (std::string line; std::getline(in, line);) {
    const auto row = nlohmann::json::parse(line);
    test::Draft draft;
    draft.index = drafts.size();
    draft.category = *credential::category_from(row["permit"]["category"].get<std::string>());
    draft.valid_from = *Day::from_text(row["permit"]["valid_from"].get<std::string>());
    draft.valid_until = *Day::from_text(row["permit"]["valid_until"].get<std::string>());
    draft.name = credential::passport_form(row["name"]["surname"].get<std::string>(),
                                           row["name"]["given"].get<std::string>());
    draft.native = row["name"]["native"];
    draft.employer = row["employer"]["name_zh"];
    draft.uscc = row["employer"]["uscc"];
    draft.now = draft.valid_from.start() > test::kBegin ? draft.valid_from.start() : test::kBegin;
    drafts.push_back(draft);
  }
  REQUIRE(drafts.size() == 11);
  return drafts;
}

/// The samples and nine more, every second one on P-256, each with its verdict at noon of the samples' day.
struct Permit {
  Issued issued;
  std::string accepted;  // the original's verdict
};

inline std::vector<Permit> twenty_permits(test::World& world) {
  auto drafts = sample_drafts();
  for (std::size_t i = 0; drafts.size() < 20; ++i) {
    auto draft = drafts[i];
    draft.name = "EXAMPLE, NUMBER " + std::to_string(i);
    draft.index = drafts.size();
    drafts.push_back(draft);
  }
  std::vector<Permit> permits;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    auto issued =
        world.mint(drafts[i], i % 2 == 0 ? world.authority.permits_key : world.authority.permits_p256_key);
    auto accepted = test::summary(world.verify(issued.token));
    // Damage is told from nothing where the original is refused for its form or signature.
    REQUIRE((accepted == "VALID" || accepted == "EXPIRED expired"));
    permits.push_back({std::move(issued), std::move(accepted)});
  }
  return permits;
}

class Histogram {
 public:
  void count(const Verdict& verdict) { ++counts_[test::summary(verdict)]; }
  std::size_t accepted() const {
    std::size_t sum = 0;
    for (const auto& [what, count] : counts_) sum += what.starts_with("VALID") ? count : 0;
    return sum;
  }
  void print(const std::string& what) const {
    std::cout << what << ":\n";
    for (const auto& [verdict, count] : counts_) std::cout << "  " << verdict << " " << count << "\n";
    std::cout << std::flush;
  }

 private:
  std::map<std::string, std::size_t> counts_;
};

}  // namespace cred::hostile
