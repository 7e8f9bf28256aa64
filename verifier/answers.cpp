// SPDX-License-Identifier: Apache-2.0
#include "verifier/answers.h"

#include <fmt/core.h>

namespace cred::verifier {

namespace {

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

}  // namespace

cli::Outcome<Audience> audience_of(const std::string& role, const std::string& language) {
  Audience audience;
  if (!role.empty()) {
    const auto known = trust::verifier_role_from(role);
    if (!known) return cli::usage("--role " + role + " is none of guard, employer, checkpoint, department");
    audience.role = *known;
  }
  if (!language.empty()) {
    if (language != "zh" && language != "en") return cli::usage("--lang is zh or en");
    audience.language = language == "zh" ? Language::kZh : Language::kEn;
  }
  return audience;
}

Verdict unreadable(const Error& error, Instant now) {
  Verdict verdict;
  verdict.code = verdict_of(error.reason);
  verdict.reason = error.reason;
  verdict.detail = error.detail;
  verdict.now = now;
  verdict.check(Check::kText) = {CheckResult::kFailed, error.reason, {}, {}};
  return verdict;
}

void Answers::add(const std::string& name, const Verdict& verdict) {
  add(exit_of(verdict.code));
  ++counts_[std::string(cred::name(verdict.code))];
  if (json_)
    fmt::print("{}\n", to_json(name, verdict, setting_));
  else
    fmt::print("{}{}", total_ == 0 ? "" : "\n", to_report(name, verdict, setting_, style_));
  ++total_;
}

cli::Exit Answers::finish(std::string_view what) const {
  if (total_ > 1 && !json_) {
    fmt::print("\n{} {}:", total_, what);
    for (const auto& [verdict, count] : counts_) fmt::print(" {} {}", count, verdict);
    fmt::print("\n");
  }
  return exit_;
}

}  // namespace cred::verifier
