// SPDX-License-Identifier: Apache-2.0
// What an authority's own system hands to `cred-issuer mint`.
// Parser: issuer/request_file.cpp issuer/request.cpp issuer/fields.cpp
// Parser: issuer/json.cpp issuer/json_nlohmann.cpp
// Dictionary: json
#include <fstream>
#include <iterator>

#include "fuzz/target.h"
#include "issuer/request_file.h"
#include "support/source_dir.h"

namespace cred::fuzz {

namespace {

/// Nothing else of a request changes with the passport.
void must_take_a_passport(const issuer::Request& request) {
  const auto renewed = issuer::with_passport(request, {"Z9 990 001", "", "2039-12-31", request.decided});
  must(!renewed || renewed->passport_number == "Z9 990 001", "the new passport is the one given");
  must(!renewed || (renewed->name == request.name && renewed->id == request.id), "the person is the same");
  must(!renewed || renewed->previous_passport.has_value(), "the old passport counts until its day");
  must(!issuer::with_passport(request, {"", "", "2039-12-31", std::nullopt}), "a passport has a number");
}

}  // namespace

std::vector<Bytes> seeds() {
  std::ifstream file(test::source_file("examples/permits.jsonl"));
  std::vector<Bytes> texts;
  std::string both;
  for (std::string line; texts.size() < 2 && std::getline(file, line); both += line + "\n")
    texts.push_back(to_bytes(as_bytes(line)));
  texts.push_back(to_bytes(as_bytes(both)));
  texts.push_back(to_bytes(as_bytes("[" + both.substr(0, both.find('\n')) + "]")));
  return texts;
}

bool accepts(BytesView input) {
  const auto file = issuer::read_requests(as_text(input));
  must(!file.problems.empty() || !file.requests.empty(), "a file says something, or why not");
  for (const auto& problem : file.problems) must(!issuer::message_of(problem).empty(), "a problem is named");
  for (const auto& request : file.requests) {
    const auto again = issuer::recorded_request(request.content);
    must(again && again->content == request.content, "what the registry keeps reads the same");
    must(again->name == request.name && again->id == request.id, "what the registry keeps means the same");
    must(request.valid_from <= request.valid_until, "a permit has at least one day");
    must_take_a_passport(request);
    CRED_PLANT(request.id.size() > 12, request.employer_zh.size() < 7);
  }
  return file.problems.empty();
}

}  // namespace cred::fuzz
