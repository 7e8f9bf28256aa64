// SPDX-License-Identifier: Apache-2.0
// One request for a permit (docs/formats/permit-request.md): what an approved application says.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "cred/base/region.h"
#include "cred/base/time.h"
#include "cred/credential/groups.h"
#include "issuer/fields.h"

namespace cred::issuer {

/// Checked. What a static permit says comes first, what only a wallet credential says after it.
struct Request {
  std::size_t line;
  std::string id;    // also the name of the output files
  std::string name;  // passport form
  std::optional<std::string> native_name;
  Day birth_date;
  std::string passport_number;
  std::string employer_zh;
  std::string uscc;
  credential::Category category;
  Region region;
  Day valid_from;
  Day valid_until;
  Day decided;
  credential::Sex sex;
  std::string nationality;
  std::string passport_state;
  Day passport_expiry;
  std::string position_zh;
  Region work_region;
  std::string social_security_number;
  Region social_security_region;
  std::string permit_number;
  credential::Kind kind;
  std::string basis;
  std::string content;  // canonical JSON: what the registry keeps and compares
};

/// Nothing, and what is wrong, when any rule is broken.
std::optional<Request> read_request(const Json& json, Problems& problems);

/// The request a mint event recorded.
cli::Outcome<Request> recorded_request(std::string_view content);

}  // namespace cred::issuer
