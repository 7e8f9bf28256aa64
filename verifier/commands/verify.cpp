// SPDX-License-Identifier: Apache-2.0
#include "cred/verify.h"

#include <fmt/core.h>

#include <map>

#include "cli/clock.h"
#include "cli/store.h"
#include "cred/codec/unicode.h"
#include "verifier/commands/commands.h"
#include "verifier/inputs.h"
#include "verifier/report.h"
#include "verifier/store.h"

namespace cred::verifier {

namespace {

/// What is compared and for whom, as the command line said it. Views into the options.
struct Question {
  trust::VerifierRole role = trust::VerifierRole::kEmployer;
  std::optional<std::string_view> employer;
  std::optional<PassportToCompare> passport;
  Language language = Language::kBoth;
};

cli::Outcome<Question> question(const VerifyOptions& options) {
  Question asked;
  if (!options.role.empty()) {
    const auto role = trust::verifier_role_from(options.role);
    if (!role)
      return cli::usage("--role " + options.role + " is none of guard, employer, checkpoint, department");
    asked.role = *role;
  }
  if (!options.language.empty()) {
    if (options.language != "zh" && options.language != "en") return cli::usage("--lang is zh or en");
    asked.language = options.language == "zh" ? Language::kZh : Language::kEn;
  }
  if (!options.employer.empty()) asked.employer = options.employer;
  if (options.passport.empty() != options.birth_date.empty()) {
    return cli::usage("--passport and --birth-date belong together",
                      "the birth date stands in the passport: --birth-date 1984-07-19");
  }
  if (options.passport.empty()) return asked;
  const auto birth = Day::from_text(options.birth_date);
  if (!birth) return cli::usage("--birth-date " + options.birth_date + ": " + birth.error().detail);
  if (codec::fold_number(options.passport).empty())
    return cli::usage("--passport has no letters A-Z and no digits");
  asked.passport = {options.passport, *birth};
  return asked;
}

/// Nothing was read, so there is nothing to verify: the verdict of the input itself.
Verdict unreadable(const Error& error, Instant now) {
  Verdict verdict;
  verdict.code = verdict_of(error.reason);
  verdict.reason = error.reason;
  verdict.detail = error.detail;
  verdict.now = now;
  verdict.check(Check::kText) = {CheckResult::kFailed, error.reason, {}, {}};
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
  fmt::print("{} codes:", total);
  for (const auto& [verdict, count] : counts) fmt::print(" {} {}", count, verdict);
  fmt::print("\n");
}

}  // namespace

cli::Outcome<cli::Exit> verify(const VerifyOptions& options, const cli::Console& console) {
  CLI_TRY(const auto asked, question(options));
  CLI_TRY(const auto folder, cli::store_path(cli::StoreKind::kVerifier, options.common.store));
  CLI_TRY(const auto clock, cli::clock(options.common.at));
  CLI_TRY(const auto store, Store::open(folder));
  const VerifyContext context{.trust = store.bundle(),
                              .status = store.lists(),
                              .clock_floor = store.clock_floor(),
                              .now = clock.now,
                              .role = asked.role,
                              .employer = asked.employer,
                              .passport = asked.passport};
  const Setting setting{store.root().content().environment, clock.given};
  const ReportStyle style{asked.language, console.colour(), asked.role};

  auto exit = cli::Exit::kAccepted;
  std::map<std::string, std::size_t> counts;
  std::size_t total = 0;
  const auto take = [&](const Code& code) {
    const auto verdict =
        code.text ? cred::verify(*code.text, context) : unreadable(code.text.error(), clock.now);
    exit = cli::worst(exit, exit_of(verdict.code));
    ++counts[std::string(name(verdict.code))];
    if (options.common.json)
      fmt::print("{}\n", to_json(code.name, verdict, setting));
    else
      fmt::print("{}{}", total == 0 ? "" : "\n", to_report(code.name, verdict, setting, style));
    ++total;
  };
  for (const auto& input : options.inputs) {
    // One input that cannot be opened does not keep the others from being checked.
    if (const auto read = for_each_code(input, take); !read)
      exit = cli::worst(exit, static_cast<cli::Exit>(console.report(read.error())));
  }
  if (total > 1 && !options.common.json) {
    fmt::print("\n");
    print_summary(counts, total);
  }
  return exit;
}

}  // namespace cred::verifier
