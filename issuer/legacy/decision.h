// SPDX-License-Identifier: Apache-2.0
// The words of what is decided on cards, and what they do to a record.
#pragma once

#include <optional>
#include <string_view>

#include "cred/legacy/record.h"

namespace cred::issuer::decision {

inline constexpr std::string_view kExtend = "extend";
inline constexpr std::string_view kChange = "change";
inline constexpr std::string_view kTransfer = "transfer";
inline constexpr std::string_view kReissue = "reissue";
inline constexpr std::string_view kLost = "lost";
inline constexpr std::string_view kCancel = "cancel";
inline constexpr std::string_view kRevoke = "revoke";
inline constexpr std::string_view kSuspend = "suspend";
inline constexpr std::string_view kRestore = "restore";

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
