// SPDX-License-Identifier: Apache-2.0
// The electronic permits of this authority that follow physical cards: one person, one number.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "cred/legacy/record.h"
#include "cred/status/list.h"
#include "issuer/registry/registry.h"

namespace cred::issuer {

struct Electronic {
  std::string request_id;
  legacy::Successor document;
  Day birth_date;
  Day decided;
  Day valid_from;
  Day valid_until;
  std::uint8_t category;
  legacy::EmployerCheck employer;
  status::Status status;  // of its permission, today
};

/// By normalised permit number, in the order of minting.
using Electronics = std::map<std::string, std::vector<Electronic>, std::less<>>;

/// Of every number that has a card.
cli::Outcome<Electronics> electronics(Registry& registry, Day today);
/// Of one number, with a card or not.
cli::Outcome<std::vector<Electronic>> electronics_of(Registry& registry, std::string_view number, Day today);

}  // namespace cred::issuer
