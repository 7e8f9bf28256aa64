// SPDX-License-Identifier: Apache-2.0
// The verbs of cred-verifier. Each takes what the command line said and answers the exit code, or why it
// could not.
#pragma once

#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/failure.h"

namespace cred::verifier {

struct Common {
  std::string store;
  std::string at;
  bool json = false;
};

struct InitOptions {
  Common common;
  std::string root;
  std::string fingerprint;
};

struct UpdateOptions {
  Common common;
  std::string bundle;
  bool accept_future = false;
};

struct VerifyOptions {
  Common common;
  std::string role;
  std::string employer;
  std::string passport;
  std::string birth_date;
  std::string mrz;        // a file with the two lines
  std::string challenge;  // a file with the FWC1: text, or its picture
  std::string language;
  std::vector<std::string> inputs;
};

struct ChallengeOptions {
  Common common;
  std::string audience;
  std::string want;    // groups, or a role whose groups
  std::string output;  // empty: standard output
};

struct LegacyOptions {
  Common common;
  std::string number;
  std::string birth_date;
  std::string issued;
  std::string region;
  std::string employer;
  std::string role;
  std::string language;
  std::string file;  // CSV instead of one card
};

cli::Outcome<cli::Exit> init(const InitOptions& options, const cli::Console& console);
cli::Outcome<cli::Exit> update(const UpdateOptions& options, const cli::Console& console);
cli::Outcome<cli::Exit> show(const Common& options, const cli::Console& console);
cli::Outcome<cli::Exit> verify(const VerifyOptions& options, const cli::Console& console);
cli::Outcome<cli::Exit> challenge(const ChallengeOptions& options, const cli::Console& console);
cli::Outcome<cli::Exit> legacy(const LegacyOptions& options, const cli::Console& console);
cli::Outcome<cli::Exit> inspect(const std::vector<std::string>& inputs, const cli::Console& console);

}  // namespace cred::verifier
