// SPDX-License-Identifier: Apache-2.0
// The description that `cred-issuer init` reads.
// Parser: issuer/authority.cpp issuer/json.cpp issuer/json_nlohmann.cpp
// Dictionary: json
#include "issuer/authority.h"

#include <fstream>
#include <iterator>

#include "fuzz/target.h"
#include "support/source_dir.h"

namespace cred::fuzz {

std::vector<Bytes> seeds() {
  std::vector<Bytes> texts;
  for (const auto* name : {"authority.json", "authority-other.json"}) {
    std::ifstream file(test::source_file(std::string("examples/") + name));
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return texts;
}

bool accepts(BytesView input) {
  const auto authority = issuer::parse_authority(as_text(input), "authority.json");
  if (!authority) {
    must(!authority.error().error.empty(), "a refusal says why");
    return false;
  }
  const auto json = issuer::to_json(*authority);
  const auto again = issuer::parse_authority(json, "authority.json");
  must(again && issuer::to_json(*again) == json, "what we write we read");
  must(authority->list_uri(99'999).size() <= 22, "every list of the authority fits into a permit");
  CRED_PLANT(authority->categories.size() == 2, authority->hotline.size() == 1);
  return true;
}

}  // namespace cred::fuzz
