// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

#include "cli/clock.h"
#include "cli/store.h"
#include "verifier/answers.h"
#include "verifier/card_list.h"
#include "verifier/commands/commands.h"
#include "verifier/store.h"

namespace cred::verifier {

namespace {

/// One card or a file of cards, never both and never neither.
cli::Outcome<void> check_usage(const LegacyOptions& options) {
  const bool one = !options.number.empty() || !options.birth_date.empty() || !options.issued.empty() ||
                   !options.region.empty();
  if (!options.file.empty()) {
    if (one) return cli::usage("--number and a file of cards exclude one another");
    return {};
  }
  if (!options.number.empty() && !options.birth_date.empty()) return {};
  return cli::usage(
      "a card is asked for by --number and --birth-date",
      "the number stands on the card, the birth date in the passport; many cards: a CSV file or -");
}

/// A row that asks nothing: the answer of the row itself.
Verdict answer_of_row(const Error& error, Instant now) {
  const bool web_address = error.reason == Reason::kWebAddress;
  auto verdict = unreadable({web_address ? error.reason : Reason::kNotOurs, error.detail}, now);
  verdict.mode = Mode::kLegacy;
  return verdict;
}

cli::Outcome<void> read_file(const LegacyOptions& options, const TakeCard& take) {
  if (options.file == "-") return for_each_card(std::cin, "-", options.employer, take);
  std::ifstream in(options.file, std::ios::binary);
  if (!in)
    return cli::outside("cannot open " + options.file + ": " + std::strerror(errno),
                        "check the name and its permissions");
  return for_each_card(in, options.file, options.employer, take);
}

}  // namespace

cli::Outcome<cli::Exit> legacy(const LegacyOptions& options, const cli::Console& console) {
  CLI_CHECK(check_usage(options));
  CLI_TRY(const auto audience, audience_of(options.role, options.language));
  CLI_TRY(const auto folder, cli::store_path(cli::StoreKind::kVerifier, options.common.store));
  CLI_TRY(const auto clock, cli::clock(options.common.at));
  CLI_TRY(auto store, Store::open(folder));
  CLI_TRY(const auto registers, store.open_registers());
  const LegacyContext context{.trust = store.bundle(),
                              .registers = registers.held,
                              .not_held = registers.not_held,
                              .clock_floor = store.clock_floor(),
                              .now = clock.now,
                              .role = audience.role};
  const Setting setting{store.root().content().environment, clock.given};
  Answers answers(setting, {audience.language, console.colour(), audience.role}, options.common.json);
  const auto take = [&](const std::string& name, const Result<CardQuestion>& question) {
    answers.add(name,
                question ? verify_legacy(*question, context) : answer_of_row(question.error(), clock.now));
  };
  if (options.file.empty()) {
    const auto question =
        card_question({options.number, options.birth_date, options.issued, options.region, options.employer});
    if (!question && question.error().reason != Reason::kWebAddress)
      return cli::usage(question.error().detail);
    take(options.number, question);
  } else {
    CLI_CHECK(read_file(options, take));
  }
  return answers.finish("cards");
}

}  // namespace cred::verifier
