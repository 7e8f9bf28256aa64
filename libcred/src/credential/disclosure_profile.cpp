// SPDX-License-Identifier: Apache-2.0
#include "cred/credential/disclosure_profile.h"

namespace cred::credential {

const DisclosureProfile* find_profile(std::string_view name) {
  for (const auto& profile : kDisclosureProfiles) {
    if (profile.name == name) return &profile;
  }
  return nullptr;
}

std::optional<GroupSet> groups_from_text(std::string_view text) {
  if (const auto* profile = find_profile(text)) return profile->groups;
  GroupSet groups;
  for (;;) {
    const auto comma = text.find(',');
    const auto group = group_from(text.substr(0, comma));
    if (!group) return std::nullopt;
    groups.add(*group);
    if (comma == std::string_view::npos) return groups;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace cred::credential
