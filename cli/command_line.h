// SPDX-License-Identifier: Apache-2.0
// The frame of a tool's command line: verbs, what the chosen one does, and the exit code. Only the main.cpp
// of the tools include this: nothing else compiles CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>

#include "cli/console.h"
#include "cred/version.h"

namespace cred::cli {

class CommandLine {
 public:
  using Action = std::function<Outcome<Exit>()>;

  /// `tool`: "cred-verifier".
  CommandLine(const std::string& tool, const std::string& what) : console_(tool), app_(what, tool) {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", tool + " " + std::string(kVersion));
  }
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  const Console& console() const { return console_; }
  CLI::App& app() { return app_; }

  CLI::App* add_verb(CLI::App& parent, const std::string& name, const std::string& what, Action action) {
    auto* verb = parent.add_subcommand(name, what);
    verb->callback([this, action = std::move(action)] { action_ = action; });
    return verb;
  }

  /// A verb of a later version: known by name, answered clearly.
  void add_later_verb(const std::string& name) {
    auto* verb = add_verb(app_, name, "not in this version", [name, tool = app_.get_name()] {
      return Outcome<Exit>(usage(name + " is not in this version", "`" + tool + " --help` lists what is"));
    });
    verb->allow_extras();
    verb->set_help_flag();
  }

  /// For main() to return.
  int run(int argc, const char* const* argv) {
    const int code = parsed_and_done(argc, argv);
    // An answer that did not reach its reader is no answer.
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
      return console_.report({Exit::kOutside, "cannot write standard output", ""});
    return code;
  }

 private:
  int parsed_and_done(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::Success& asked) {  // --help, --version
      return app_.exit(asked);
    } catch (const CLI::ParseError& error) {
      return console_.report(wrong_line(argc, argv, error.what()));
    }
    const auto exit = action_();
    return exit ? static_cast<int>(*exit) : console_.report(exit.error());
  }

  /// CLI11 says of a misspelt verb that one is missing: this names it, and the help that belongs to the line.
  Failure wrong_line(int argc, const char* const* argv, std::string said) const {
    const CLI::App* verb = &app_;
    std::string line = app_.get_name();
    for (int i = 1; i < argc && argv[i][0] != '-'; ++i) {
      const auto below = verb->get_subcommands(nullptr);
      const auto next =
          std::ranges::find_if(below, [&](const auto* one) { return one->check_name(argv[i]); });
      if (next == below.end() && !below.empty())
        said = "`" + std::string(argv[i]) + "` is no verb of " + line;
      if (next == below.end()) break;
      verb = *next;
      line += " " + std::string(argv[i]);
    }
    return {Exit::kUsage, said, "`" + line + " --help`"};
  }

  Console console_;
  CLI::App app_;
  Action action_;
};

/// The options of every verb of a tool that keeps secrets. `store`: what --store means there.
template <class Common>
void add_common_options(CLI::App& verb, Common& common, const std::string& store) {
  verb.add_option("--store", common.store, store);
  verb.add_option("--at", common.at, "replaces the clock: RFC 3339, or now");
  verb.add_option("--passphrase-file", common.passphrase_file, "FILE or fd:N (else the terminal)");
  verb.add_flag("--json", common.json, "one JSON object a line");
}

}  // namespace cred::cli
