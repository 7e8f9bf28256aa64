// SPDX-License-Identifier: Apache-2.0
// The people of examples/people.json who hold a permit, as drafts of wallet credentials.
#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cred/credential/permit.h"
#include "support/live.h"
#include "support/source_dir.h"

namespace cred::test {

struct Person {
  std::string id;
  WalletDraftOf draft;
};

inline WalletDraftOf draft_of(const nlohmann::json& person, const nlohmann::json& employers) {
  const auto& name = person["passport_name"];
  const auto& permit = person["permit"];
  WalletDraftOf draft;
  draft.name = credential::passport_form(std::string(name["surname"]), std::string(name["given_names"]));
  draft.native = person["name_native"];
  draft.sex = person["sex"] == "F" ? credential::Sex::kFemale : credential::Sex::kMale;
  draft.birth_date = day(std::string(person["birth_date"]).c_str());
  draft.nationality = person["nationality"];
  draft.issuing_state = person["nationality"];
  draft.passport_number = person["passport"]["number"];
  draft.passport_expiry = day(std::string(person["passport"]["valid_until"]).c_str());
  draft.social_security = person["social_security_no"]["value"];
  draft.predecessor = "K3M9Q2XT7RW4VNP8";
  draft.category = *credential::category_from(std::string(permit["category"]));
  draft.valid_from = day(std::string(permit["valid_from"]).c_str());
  draft.valid_until = day(std::string(permit["valid_until"]).c_str());
  draft.permit_number = permit["number"];
  draft.position = permit["position"]["zh"];
  for (const auto& employer : employers) {
    if (employer["id"] != permit["employer"]) continue;
    draft.employer = employer["name_zh"];
    draft.uscc = employer["uscc"];
  }
  // The most a passport check can hold: right after a new passport.
  draft.passport = draft.passport_check();
  draft.passport->previous = {{1, 2, 3, 4}, day("2026-04-15")};
  return draft;
}

inline std::vector<Person> people_with_permits() {
  std::ifstream in(source_file("examples/people.json"));
  REQUIRE(in);
  const auto data = nlohmann::json::parse(in);
  std::vector<Person> people;
  for (const auto& person : data["people"]) {
    if (!person["permit"].is_null()) people.push_back({person["id"], draft_of(person, data["employers"])});
  }
  REQUIRE(people.size() > 10);
  return people;
}

}  // namespace cred::test
