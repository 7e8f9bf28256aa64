// SPDX-License-Identifier: Apache-2.0
// A file of physical cards into the registry, row by row and of any length. Importing it again changes
// nothing; a row that says something else of a card is a new state of it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "issuer/legacy/row.h"
#include "issuer/legacy/text_iconv.h"

namespace cred::issuer {

enum class RowOutcome { kAccepted /* a new card */, kChanged, kUnchanged, kDuplicate, kRefused };
std::string_view name(RowOutcome outcome);  // "accepted", …

struct RowReport {
  std::size_t line;
  std::string permit_no;
  std::string card_seq;
  RowOutcome outcome;
  Findings findings;
};

struct ImportSummary {
  std::size_t rows = 0;
  std::map<RowOutcome, std::size_t> outcomes;
  std::size_t normalised = 0;                             // rows
  std::size_t flagged = 0;                                // rows
  std::map<std::string, std::size_t, std::less<>> flags;  // by word
  std::vector<std::string> passed_over;                   // columns that are no card's
  /// The file's form is broken, or it contradicts itself: nothing of it may be recorded.
  std::size_t breaks = 0;

  std::size_t count(RowOutcome outcome) const {
    const auto found = outcomes.find(outcome);
    return found == outcomes.end() ? 0 : found->second;
  }
};

struct Import {
  RowRules rules;
  Instant now;
  bool accept_older = false;
  std::function<void(const RowReport&)> take;
  std::function<void()> progress;
};

/// Within a transaction that the caller began; the caller commits only when nothing breaks.
cli::Outcome<ImportSummary> import_cards(CardRegistry& cards, TextFile& file, const std::string& name,
                                         const Import& with);

}  // namespace cred::issuer
