// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>

#include "cli/clock.h"
#include "cli/store.h"
#include "verifier/card_list.h"
#include "verifier/commands/commands.h"
#include "verifier/report.h"
#include "verifier/store.h"

namespace cred::verifier {

namespace {

struct Audience {
  trust::VerifierRole role = trust::VerifierRole::kEmployer;
  Language language = Language::kBoth;
};

cli::Outcome<Audience> audience(const LegacyOptions& options) {
  Audience audience;
  if (!options.role.empty()) {
    const auto role = trust::verifier_role_from(options.role);
    if (!role)
      return cli::usage("--role " + options.role + " is none of guard, employer, checkpoint, department");
    audience.role = *role;
  }
  if (!options.language.empty()) {
    if (options.language != "zh" && options.language != "en") return cli::usage("--lang is zh or en");
    audience.language = options.language == "zh" ? Language::kZh : Language::kEn;
  }
  return audience;
}

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
Verdict unreadable(const Error& error, Instant now) {
  Verdict verdict;
  const auto reason = error.reason == Reason::kWebAddress ? error.reason : Reason::kNotOurs;
  verdict.code = VerdictCode::kUnreadable;
  verdict.reason = reason;
  verdict.detail = error.detail;
  verdict.mode = Mode::kLegacy;
  verdict.now = now;
  verdict.check(Check::kText) = {CheckResult::kFailed, reason, {}, {}};
  return verdict;
}

cli::Exit exit_of(VerdictCode code) {
  switch (outcome_of(code)) {
    case Outcome::kAccepted:
      return cli::Exit::kAccepted;
    case Outcome::kRefused:
      return cli::Exit::kRefused;
    case Outcome::kUndetermined:
      return cli::Exit::kUndetermined;
  }
  return cli::Exit::kUndetermined;
}

void print_summary(const std::map<std::string, std::size_t>& counts, std::size_t total) {
  fmt::print("\n{} cards:", total);
  for (const auto& [verdict, count] : counts) fmt::print(" {} {}", count, verdict);
  fmt::print("\n");
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
  CLI_TRY(const auto audience, verifier::audience(options));
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
  const ReportStyle style{audience.language, console.colour(), audience.role};

  auto exit = cli::Exit::kAccepted;
  std::map<std::string, std::size_t> counts;
  std::size_t total = 0;
  const auto take = [&](const std::string& name, const Result<CardQuestion>& question) {
    const auto verdict =
        question ? verify_legacy(*question, context) : unreadable(question.error(), clock.now);
    exit = cli::worst(exit, exit_of(verdict.code));
    ++counts[std::string(cred::name(verdict.code))];
    if (options.common.json)
      fmt::print("{}\n", to_json(name, verdict, setting));
    else
      fmt::print("{}{}", total == 0 ? "" : "\n", to_report(name, verdict, setting, style));
    ++total;
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
  if (total > 1 && !options.common.json) print_summary(counts, total);
  return exit;
}

}  // namespace cred::verifier
