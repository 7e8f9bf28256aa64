// SPDX-License-Identifier: Apache-2.0
// The command line of cred-issuer (docs/man/cred-issuer.1): options in, one call, an exit code out.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>

#include "issuer/commands/commands.h"

namespace {

using cred::cli::Console;
using cred::cli::Outcome;
namespace issuer = cred::issuer;

/// What the chosen verb does.
using Action = std::function<Outcome<void>()>;

struct Line {
  issuer::Common common;
  issuer::InitOptions init;
  issuer::KeyOptions key;
  issuer::MintOptions mint;
  issuer::ShowOptions show;
  issuer::DecisionOptions decision;
  issuer::BindOptions bind;
  issuer::PublishOptions publish;
  Action action;
};

constexpr std::array kLaterVerbs = {"issuers",  "suspend", "restore", "extend", "change",
                                    "transfer", "reissue", "legacy",  "log"};

/// The verb the command line asks for, when it belongs to a later version.
std::string later_verb(int argc, char** argv) {
  const std::string verb = argc > 1 ? argv[1] : "";
  const std::string word = argc > 2 ? argv[2] : "";
  if (std::find(kLaterVerbs.begin(), kLaterVerbs.end(), verb) != kLaterVerbs.end()) return verb;
  if (verb == "root" && (word == "next" || word == "sign")) return "root " + word;
  const bool includes = std::any_of(argv, argv + argc, [](const char* argument) {
    return std::string_view(argument).starts_with("--include");
  });
  return verb == "publish" && includes ? "publish --include" : "";
}

CLI::App* add_verb(CLI::App& parent, Line& line, const std::string& name, const std::string& what,
                   Action action) {
  auto* verb = parent.add_subcommand(name, what);
  verb->add_option("--store", line.common.store, "the authority's folder (else CRED_ISSUER_STORE)");
  verb->add_option("--at", line.common.at, "replaces the clock: RFC 3339, or now");
  verb->add_option("--passphrase-file", line.common.passphrase_file, "FILE or fd:N (else the terminal)");
  verb->add_flag("--json", line.common.json, "one JSON object a line");
  verb->callback([&line, action = std::move(action)] { line.action = action; });
  return verb;
}

void add_setup(CLI::App& app, Line& line, const Console& console) {
  auto* init = add_verb(app, line, "init", "make an authority: its root, its keys, its registry",
                        [&] { return issuer::init(line.common, line.init, console); });
  init->add_option("--authority", line.init.authority, "JSON: iss, name, regions, categories, hotline")
      ->required();
  init->add_option("--environment", line.init.environment, "test (default) or production");
  init->add_option("--valid-until", line.init.valid_until,
                   "first day on which root and keys no longer count (default: 1 January, 12 years on)");
  init->add_option("--alg", line.init.algorithm, "of the permits key: Ed25519 (default) or ES256");

  auto* root = app.add_subcommand("root", "the root that verifiers start from")->require_subcommand(1);
  add_verb(*root, line, "show", "its fingerprint, thresholds and end",
           [&] { return issuer::root_show(line.common, console); });

  auto* key = app.add_subcommand("key", "the keys of daily work")->require_subcommand(1);
  auto* made = add_verb(*key, line, "new", "make a key",
                        [&] { return issuer::key_new(line.common, line.key, console); });
  made->add_option("NAME", line.key.name, "letters, digits, . _ -")->required();
  made->add_option("--purpose", line.key.purpose, "permits, status, register or log")->required();
  made->add_option("--alg", line.key.algorithm, "Ed25519 (default) or ES256");
  add_verb(*key, line, "list", "all keys", [&] { return issuer::key_list(line.common, console); });
  auto* shown = add_verb(*key, line, "show", "one key",
                         [&] { return issuer::key_show(line.common, line.key, console); });
  shown->add_option("NAME", line.key.name, "the key")->required();
}

void add_permits(CLI::App& app, Line& line, const Console& console) {
  auto* mint = add_verb(app, line, "mint", "turn approved requests into signed permits",
                        [&] { return issuer::mint(line.common, line.mint, console); });
  mint->add_option("FILE", line.mint.file, "one JSON object, an array, or JSON Lines; - for stdin")
      ->required();
  mint->add_option("--out", line.mint.out, "folder for <id>.png .svg .txt .cwt .html")->required();
  mint->add_option("--key", line.mint.key, "the permits key to sign with (default permits)");

  auto* show = add_verb(app, line, "show", "state and history of one permit",
                        [&] { return issuer::show(line.common, line.show, console); });
  show->add_option("ID", line.show.id, "request id or document id")->required();
  show->add_option("--out", line.show.out, "write its files again");
  add_verb(app, line, "list", "all permits and what they are now",
           [&] { return issuer::list(line.common, console); });

  auto* bind = add_verb(app, line, "bind", "bind a permit to its holder's phone: --nonce, then --enrolment",
                        [&] { return issuer::bind(line.common, line.bind, console); });
  bind->add_option("ID", line.bind.id, "request id or document id")->required();
  bind->add_flag("--nonce", line.bind.nonce, "first step: what the phone must answer within ten minutes");
  bind->add_option("-o,--output", line.bind.output, "a file for the nonce (else stdout)");
  bind->add_option("--enrolment", line.bind.enrolment, "second step: the phone's answer, FWE1:");
  bind->add_option("--out", line.bind.out, "folder for <id>.wallet.cwt");
  bind->add_option("--key", line.bind.key, "the permits key to sign with (default permits)");

  for (const auto& [kind, what] : {std::pair<std::string, std::string>{"cancel", "cancel a permit"},
                                   {"revoke", "revoke a permit"},
                                   {"lost", "the phone a permit is bound to is lost"}}) {
    auto* decide = add_verb(app, line, kind, what, [&, kind = kind] {
      return issuer::decide(kind, line.common, line.decision, console);
    });
    decide->add_option("ID", line.decision.id, "request id or document id")->required();
    decide->add_option("--decided", line.decision.decided, "day of the decision, 2026-01-15")->required();
    decide->add_option("--reason", line.decision.reason, "one word");
  }

  auto* publish = add_verb(app, line, "publish", "write what verifiers need: bundle.cbor and root.cbor",
                           [&] { return issuer::publish(line.common, line.publish, console); });
  publish->add_option("--out", line.publish.out, "folder")->required();
  publish->add_option("--valid-for", line.publish.valid_for, "days until the bundle expires (default 90)");
}

int run(int argc, char** argv, const Console& console) {
  using cred::cli::Exit;
  if (const auto verb = later_verb(argc, argv); !verb.empty()) {
    return console.report(
        {Exit::kUsage, "`" + verb + "` is not in this version", "`cred-issuer --help` lists what is"});
  }
  Line line;
  CLI::App app("Issues digital work permits: an authority's keys, registry, permits and what it publishes.",
               "cred-issuer");
  app.require_subcommand(1);
  app.set_version_flag("--version", "cred-issuer " + std::string(CRED_VERSION));
  add_setup(app, line, console);
  add_permits(app, line, console);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return console.report({Exit::kUsage, error.what(), "`cred-issuer --help`, or `cred-issuer VERB --help`"});
  }
  const auto done = line.action();
  if (!done) return console.report(done.error());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const Console console("cred-issuer");
  const int code = run(argc, argv, console);
  if (code == 0 && (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)) {
    return console.report({cred::cli::Exit::kOutside, "cannot write standard output", ""});
  }
  return code;
}
