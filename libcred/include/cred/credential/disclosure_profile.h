// SPDX-License-Identifier: Apache-2.0
// Who may see which groups: shipped as data, one row a role. Category, region and dates can always be
// read.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "cred/credential/groups.h"

namespace cred::credential {

/// Some of the five groups, in ascending order.
class GroupSet {
 public:
  constexpr GroupSet() = default;
  constexpr GroupSet(std::initializer_list<Group> groups) {
    for (const auto group : groups) add(group);
  }
  constexpr void add(Group group) { bits_ |= bit(group); }
  constexpr bool has(Group group) const { return (bits_ & bit(group)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(const GroupSet&, const GroupSet&) = default;

 private:
  static constexpr std::uint32_t bit(Group group) { return std::uint32_t{1} << number(group); }
  std::uint32_t bits_ = 0;
};

struct DisclosureProfile {
  std::string_view name;  // of the role it is shown to
  GroupSet groups;
};

inline constexpr std::array<DisclosureProfile, 4> kDisclosureProfiles = {{
    {"guard", {Group::kName}},
    {"employer", {Group::kName, Group::kWork, Group::kPassport}},
    {"checkpoint", {Group::kName, Group::kIdentity, Group::kWork}},
    {"department", {Group::kName, Group::kIdentity, Group::kWork, Group::kRecord}},
}};

const DisclosureProfile* find_profile(std::string_view name);
/// "employer", or groups by number or name with commas between: "20,22", "name,work".
std::optional<GroupSet> groups_from_text(std::string_view text);

}  // namespace cred::credential
