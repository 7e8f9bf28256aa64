// SPDX-License-Identifier: Apache-2.0
// What `verify` and `legacy` share: for whom they answer, and verdicts told one after the other.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "cli/exit.h"
#include "cli/failure.h"
#include "verifier/report.h"

namespace cred::verifier {

struct Audience {
  trust::VerifierRole role = trust::VerifierRole::kEmployer;
  Language language = Language::kBoth;
};

/// Of --role and --lang, empty where not given.
cli::Outcome<Audience> audience_of(const std::string& role, const std::string& language);

/// The verdict of an input itself: nothing was read, so there is nothing to verify.
Verdict unreadable(const Error& error, Instant now);

/// Prints each verdict as it comes.
class Answers {
 public:
  Answers(const Setting& setting, const ReportStyle& style, bool json)
      : setting_(setting), style_(style), json_(json) {}

  void add(const std::string& name, const Verdict& verdict);
  /// An input that could not be answered.
  void add(cli::Exit failed) { exit_ = cli::worst(exit_, failed); }
  /// Of several "cards" or "codes" how many had which verdict, in the last line. The exit code of the
  /// gravest.
  cli::Exit finish(std::string_view what) const;

 private:
  Setting setting_;
  ReportStyle style_;
  bool json_;
  cli::Exit exit_ = cli::Exit::kAccepted;
  std::map<std::string, std::size_t> counts_;
  std::size_t total_ = 0;
};

}  // namespace cred::verifier
