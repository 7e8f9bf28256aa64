// SPDX-License-Identifier: Apache-2.0
// The verbs of cred-issuer. Each prints its data on stdout and answers nothing, or why not.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "cli/clock.h"
#include "cli/console.h"
#include "cli/failure.h"
#include "issuer/store.h"

namespace cred::issuer {

/// What every verb takes.
struct Common {
  std::string store;
  std::string at;
  std::string passphrase_file;
  bool json = false;
};

struct InitOptions {
  std::string authority;
  std::string environment = "test";
  std::string valid_until;
  std::string algorithm = "Ed25519";  // of the permits key
};
struct KeyOptions {
  std::string name;
  std::string purpose;
  std::string algorithm = "Ed25519";
};
struct MintOptions {
  std::string file;
  std::string out;
  std::string key = "permits";
};
struct ShowOptions {
  std::string id;
  std::string out;
};
struct DecisionOptions {
  std::string id;
  std::string decided;
  std::string reason;
};
struct BindOptions {
  std::string id;
  bool nonce = false;
  std::string output;  // of --nonce
  std::string enrolment;
  std::string out;
  std::string key = "permits";
};
struct PublishOptions {
  std::string out;
  int valid_for = 90;  // days
};

cli::Outcome<void> init(const Common& common, const InitOptions& options, const cli::Console& console);
cli::Outcome<void> key_new(const Common& common, const KeyOptions& options, const cli::Console& console);
cli::Outcome<void> key_list(const Common& common, const cli::Console& console);
cli::Outcome<void> key_show(const Common& common, const KeyOptions& options, const cli::Console& console);
cli::Outcome<void> root_show(const Common& common, const cli::Console& console);
cli::Outcome<void> mint(const Common& common, const MintOptions& options, const cli::Console& console);
cli::Outcome<void> show(const Common& common, const ShowOptions& options, const cli::Console& console);
cli::Outcome<void> list(const Common& common, const cli::Console& console);
cli::Outcome<void> bind(const Common& common, const BindOptions& options, const cli::Console& console);
/// `kind`: "cancel", "revoke" or "lost".
cli::Outcome<void> decide(std::string_view kind, const Common& common, const DecisionOptions& options,
                          const cli::Console& console);
cli::Outcome<void> publish(const Common& common, const PublishOptions& options, const cli::Console& console);

/// The opened store and the time of the command; says when --at replaced the clock and what ends soon.
struct Session {
  Store store;
  cli::Clock clock;
};
cli::Outcome<Session> open(const Common& common, const cli::Console& console);

/// Data on stdout. main() finds out when it could not be written.
template <class... T>
void say(fmt::format_string<T...> format, T&&... arguments) {
  const std::string text = fmt::format(format, std::forward<T>(arguments)...);
  std::fwrite(text.data(), 1, text.size(), stdout);
}

/// `"clock":"given","at":"2026-01-15T04:00:00Z"`: the end of every JSON object.
std::string clock_json(const cli::Clock& clock);

}  // namespace cred::issuer
