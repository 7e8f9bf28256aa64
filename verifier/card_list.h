// SPDX-License-Identifier: Apache-2.0
// Many physical cards from one CSV: a header row, then a card a row, read as they come.
//
//   number,birth_date[,issued][,region][,employer]
#pragma once

#include <functional>
#include <istream>
#include <string>

#include "cli/failure.h"
#include "cred/base/result.h"
#include "cred/verify_legacy.h"

namespace cred::verifier {

/// One row, or why it asks nothing. `name` is FILE:LINE; texts are views that last for the call.
using TakeCard = std::function<void(const std::string& name, const Result<CardQuestion>& question)>;

/// One card as people type it: each text as on the command line, empty for not given.
struct CardTexts {
  std::string_view number;
  std::string_view birth_date;
  std::string_view issued;
  std::string_view region;
  std::string_view employer;
};
/// Reasons text, date, request; the detail names the column. web-address: what an old card's code says, in
/// the number's place.
Result<CardQuestion> card_question(const CardTexts& texts);

/// `employer` is compared where a row names none. A header that is not ours refuses the file.
cli::Outcome<void> for_each_card(std::istream& in, const std::string& name, std::string_view employer,
                                 const TakeCard& take);

}  // namespace cred::verifier
