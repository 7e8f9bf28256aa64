// SPDX-License-Identifier: Apache-2.0
#include "issuer/legacy/decision.h"

#include <fmt/format.h>

#include "issuer/json.h"
#include "issuer/lifecycle.h"

namespace cred::issuer::decision {

using legacy::CardEvent;
using legacy::CardPermission;
using legacy::CardState;

std::optional<Ending> ending_of(std::string_view kind) {
  if (kind == kCancel)
    return Ending{CardState::kCancelled, CardPermission::kCancelled, CardEvent::kCancellation};
  if (kind == kRevoke) return Ending{CardState::kRevoked, CardPermission::kRevoked, CardEvent::kRevocation};
  if (kind == kSuspend)
    return Ending{CardState::kSuspended, CardPermission::kSuspended, CardEvent::kSuspension};
  return std::nullopt;
}

CardEvent event_of(std::string_view kind) {
  if (kind == kExtend) return CardEvent::kExtension;
  if (kind == kTransfer) return CardEvent::kTransfer;
  if (kind == kReissue) return CardEvent::kReissueOnRequest;
  return CardEvent::kChange;
}

std::string content_of(std::uint8_t category, std::string_view uscc, Day valid_until) {
  return fmt::format(R"({{"category":"{}","employer_uscc":{},"valid_until":"{}"}})",
                     static_cast<char>('A' + category - 1), json_string(uscc), valid_until.to_text());
}

void update(legacy::Record& record, std::string_view content) {
  const auto json = parse_json(content);
  if (!json) return;
  if (const auto* category = json->find("category"); category != nullptr && category->text.size() == 1)
    record.category = static_cast<std::uint8_t>(category->text[0] - 'A' + 1);
  if (const auto* uscc = json->find("employer_uscc")) record.employer = legacy::employer_check(uscc->text);
  if (const auto* until = json->find("valid_until")) {
    if (const auto day = Day::from_text(until->text)) record.permission_end = *day;
  }
}

}  // namespace cred::issuer::decision
