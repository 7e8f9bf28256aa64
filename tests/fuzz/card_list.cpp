// SPDX-License-Identifier: Apache-2.0
// Many cards to verify, as a person or another system writes them.
// Parser: verifier/card_list.cpp cli/csv.cpp
// Dictionary: csv
// Longest: 1024
#include "verifier/card_list.h"

#include <sstream>

#include "cred/legacy/number.h"
#include "fuzz/target.h"

namespace cred::fuzz {

std::vector<Bytes> seeds() {
  std::vector<Bytes> all;
  for (const std::string_view text :
       {"number,birth_date\n110000202400216339,1998-09-04\n",
        "\xef\xbb\xbfissued,number,employer,birth_date,region\r\n2024-08-24,\"1100 0020\",91110108XXDEM00154,"
        "1998-09-04,110000\r\n,2,,1999-09-09,\r\n"})
    all.push_back(to_bytes(as_bytes(text)));
  return all;
}

bool accepts(BytesView input) {
  std::istringstream in{std::string(as_text(input))};
  bool all = true;
  std::size_t rows = 0;
  const auto read = verifier::for_each_card(
      in, "cards.csv", "91110108XXDEM00154",
      [&](const std::string& name, const Result<CardQuestion>& question) {
        must(name.starts_with("cards.csv:"), "a row has a line");
        must(++rows <= input.size(), "a row is an octet at least");
        all = all && question.has_value();
        if (!question) return;
        must(legacy::normalised_number(question->number).has_value(), "a card has a number");
        must(question->employer.has_value(), "the employer of the command line stands in");
        CRED_PLANT(question->issued && !question->region, question->number.size() == 1);
      });
  return read.has_value() && all && rows > 0;
}

}  // namespace cred::fuzz
