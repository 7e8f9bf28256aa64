// SPDX-License-Identifier: Apache-2.0
// The verbs of cred-holder. Each prints its data on stdout and answers nothing, or why not.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "cli/clock.h"
#include "cli/console.h"
#include "cli/failure.h"
#include "holder/wallet.h"

namespace cred::holder {

/// What every verb takes.
struct Common {
  std::string store;
  std::string at;
  std::string passphrase_file;
  bool json = false;
};

struct InitOptions {
  std::string root;
  std::string fingerprint;
  std::string algorithm = "ES256";  // what the secure element of a phone has
};
struct EnrolOptions {
  std::string iss;
  std::string nonce;  // text, or a file that holds it
  std::string card;
  std::string output;
};
struct ReceiveOptions {
  std::string file;
  std::string bundle;
};
struct PresentOptions {
  std::string permit;
  std::string to;
  std::string challenge;  // text, or a file that holds it
  std::string show;
  std::string qr;
  std::string page;
  std::string output;
  bool live = false;
  int count = 0;  // codes of --live; 0: until interrupted
};

cli::Outcome<void> init(const Common& common, const InitOptions& options, const cli::Console& console);
cli::Outcome<void> enrol(const Common& common, const EnrolOptions& options, const cli::Console& console);
cli::Outcome<void> receive(const Common& common, const ReceiveOptions& options, const cli::Console& console);
cli::Outcome<void> list(const Common& common, const cli::Console& console);
cli::Outcome<void> show(const Common& common, const std::string& permit, const cli::Console& console);
cli::Outcome<void> present(const Common& common, const PresentOptions& options, const cli::Console& console);

/// The opened wallet and the time of the command; says when --at replaced the clock.
struct Session {
  SecretBytes passphrase;
  cli::Clock clock;
  Wallet wallet;
};
cli::Outcome<Session> open(const Common& common, const cli::Console& console);

/// The text itself, or the first line of the file it names: "FWC1:…", a nonce.
cli::Outcome<std::string> text_or_file(const std::string& argument, std::string_view prefix);

/// Data on stdout. main() finds out when it could not be written.
template <class... T>
void say(fmt::format_string<T...> format, T&&... arguments) {
  const std::string text = fmt::format(format, std::forward<T>(arguments)...);
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace cred::holder
