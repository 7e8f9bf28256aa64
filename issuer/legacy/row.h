// SPDX-License-Identifier: Apache-2.0
// One row of a file of physical cards: normalised, judged, and turned into what the registry keeps.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "cred/base/region.h"
#include "cred/trust/issuers.h"
#include "issuer/legacy/columns.h"
#include "issuer/legacy/findings.h"
#include "issuer/registry/cards.h"

namespace cred::issuer {

/// The fields of a row in the order of Column.
using RowTexts = std::array<std::string_view, kColumnNames.size()>;

struct RowRules {
  std::span<const Region> regions;  // of the authority
  Day cut_over;                     // of its policy
};

struct ReadRow {
  std::string permit_no;  // normalised as far as it could be: what the report calls the row
  std::string card_seq;
  std::optional<CardRow> card;  // none: refused, and a finding says why
  Findings findings;
};

/// `texts`: UTF-8.
ReadRow read_row(const RowTexts& texts, const RowRules& rules);

}  // namespace cred::issuer
