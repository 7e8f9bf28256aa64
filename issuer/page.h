// SPDX-License-Identifier: Apache-2.0
// The page to print: one A4 sheet, Chinese and English side by side, nothing loaded from anywhere. Written
// for a clerk who has never seen one.
#pragma once

#include <string>
#include <string_view>

#include "cred/trust/root.h"
#include "issuer/authority.h"
#include "issuer/request.h"

namespace cred::issuer {

struct PermitPage {
  const Request& request;
  std::string_view document;
  const Authority& authority;
  trust::Environment environment;
};

/// `svg`: the code, of its printed size.
std::string permit_page(const PermitPage& page, std::string_view svg);

}  // namespace cred::issuer
