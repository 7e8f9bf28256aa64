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

/// The passport before this one, and the last day on which it still counts.
struct PreviousPassport {
  std::string number;
  Day last_day;
};

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
  std::optional<PreviousPassport> previous_passport;
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

/// The request an event recorded.
cli::Outcome<Request> recorded_request(std::string_view content);

struct NewPassport {
  std::string number;
  std::string state;           // empty: as before
  std::string valid_until;     // a day
  std::optional<Day> old_day;  // on which the passport before still counts; none: it does not
};
/// The same request with another passport, checked like any request.
cli::Outcome<Request> with_passport(const Request& request, const NewPassport& passport);

}  // namespace cred::issuer
