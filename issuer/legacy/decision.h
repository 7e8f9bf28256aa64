// SPDX-License-Identifier: Apache-2.0
// What the decisions of lifecycle.h do to the record of a card.
#pragma once

#include <optional>
#include <string_view>

#include "cred/legacy/record.h"

namespace cred::issuer::decision {

/// What ends a permission, or halts it.
struct Ending {
  legacy::CardState state;
  legacy::CardPermission permission;
  legacy::CardEvent event;
};
std::optional<Ending> ending_of(std::string_view kind);

/// Of the others.
legacy::CardEvent event_of(std::string_view kind);

/// What a decision before the cut-over made of the record, and its reading back:
/// {"category":"B","employer_uscc":"…","valid_until":"2027-01-05"}.
std::string content_of(std::uint8_t category, std::string_view uscc, Day valid_until);
void update(legacy::Record& record, std::string_view content);

}  // namespace cred::issuer::decision
