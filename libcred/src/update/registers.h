// SPDX-License-Identifier: Apache-2.0
// The registers of physical cards in an update: attested, every page read once.
#pragma once

#include "cred/update.h"

namespace cred {

struct OpenedRegisters {
  std::vector<RegisterTree> trees;
  Instant newest{};  // as-of
};

/// `latest`: no register newly brought may be of later. One that is neither in the file nor held is left out:
/// what it covers is unknown. Reasons as attest_register and legacy::check_pages, member-missing,
/// issued-in-future.
Result<OpenedRegisters> open_registers(const trust::Accepted& accepted, const FindHeldMember& find,
                                       Instant latest);

}  // namespace cred
