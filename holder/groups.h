// SPDX-License-Identifier: Apache-2.0
// The groups of a permit in words a holder reads before showing them, Chinese and English side by side.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cred/credential/disclosure_profile.h"
#include "cred/credential/groups.h"
#include "cred/present.h"

namespace cred::holder {

/// "姓名 name".
std::string_view title(credential::Group group);
/// "姓名 name, 护照 passport details": what a set of groups reveals. The terms can always be read.
std::string titles(credential::GroupSet groups);

using Lines = std::vector<std::pair<std::string, std::string>>;
/// What can be read whoever looks, and what one group says: label and value. Values are not escaped.
Lines lines_of_terms(const credential::WalletPermit& permit);
Lines lines_of(const credential::WalletPermit& permit, credential::Group group);

}  // namespace cred::holder
