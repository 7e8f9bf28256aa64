// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdio>
#include <functional>

#include "cli/console.h"
#include "cred/version.h"
#include "verifier/commands/commands.h"

namespace {

using cred::cli::Exit;
using cred::cli::Outcome;
using namespace cred::verifier;

void add_common(CLI::App& verb, Common& common, bool json) {
  verb.add_option("--store", common.store, "the verifier's store; else CRED_VERIFIER_STORE")
      ->type_name("DIR");
  verb.add_option("--at", common.at, "the time instead of the system clock, RFC 3339; always reported")
      ->type_name("TIME");
  if (json) verb.add_flag("--json", common.json, "one JSON object per input");
}

/// Verbs and options of later versions: known by name, answered clearly.
void add_later_verbs(CLI::App& app, std::function<Outcome<Exit>()>& run) {
  for (const auto* later : {"scan", "roster", "receipt", "serve"}) {
    auto* verb = app.add_subcommand(later, "not in this version");
    verb->allow_extras();
    verb->set_help_flag();
    verb->callback([later, &run] {
      run = [later]() -> Outcome<Exit> {
        return cred::cli::usage(std::string(later) + " is not in this version");
      };
    });
  }
}

}  // namespace

int main(int argc, char** argv) {
  const cred::cli::Console console("cred-verifier");
  CLI::App app{
      "Checks work permits offline. Exit: 0 accepted, 1 refused, 3 cannot tell, 2 usage, 4 a file or device "
      "failed.",
      "cred-verifier"};
  app.set_version_flag("--version", std::string(cred::kVersion));
  app.require_subcommand(1);
  std::function<Outcome<Exit>()> run;

  InitOptions init_options;
  auto* init_verb = app.add_subcommand("init", "a new store that believes one root");
  add_common(*init_verb, init_options.common, false);
  init_verb->add_option("--root", init_options.root, "the authority's root.cbor")
      ->required()
      ->type_name("FILE");
  init_verb->add_option("--fingerprint", init_options.fingerprint, "what the root's fingerprint must be")
      ->type_name("HEX");
  init_verb->callback([&] { run = [&] { return init(init_options, console); }; });

  UpdateOptions update_options;
  auto* update_verb = app.add_subcommand("update", "take over a newer bundle");
  add_common(*update_verb, update_options.common, false);
  update_verb->add_option("bundle", update_options.bundle, "bundle.cbor")->required()->type_name("BUNDLE");
  update_verb->add_flag("--accept-future", update_options.accept_future,
                        "take data issued more than 24 h after the clock");
  update_verb->callback([&] { run = [&] { return update(update_options, console); }; });

  Common show_options;
  auto* show_verb = app.add_subcommand("show", "what is held, and until when it counts");
  add_common(*show_verb, show_options, true);
  show_verb->callback([&] { run = [&] { return show(show_options, console); }; });

  VerifyOptions verify_options;
  auto* verify_verb =
      app.add_subcommand("verify", "check codes: pictures, text files with one code a line, folders, -");
  add_common(*verify_verb, verify_options.common, true);
  verify_verb->add_option("--role", verify_options.role,
                          "guard, employer (default), checkpoint or department");
  verify_verb->add_option("--employer", verify_options.employer, "the employer to compare")
      ->type_name("USCC");
  verify_verb->add_option("--passport", verify_options.passport, "the passport to compare")
      ->type_name("NUMBER");
  verify_verb->add_option("--birth-date", verify_options.birth_date, "as the passport has it")
      ->type_name("YYYY-MM-DD");
  verify_verb->add_option("--mrz", verify_options.mrz, "the two lines at the foot of the passport, instead")
      ->type_name("FILE");
  verify_verb->add_option("--challenge", verify_options.challenge, "only the answer to this challenge counts")
      ->type_name("FILE");
  verify_verb->add_option("--lang", verify_options.language, "zh or en; both without it");
  verify_verb->add_option("inputs", verify_options.inputs, "what to check")->required()->type_name("INPUT");
  verify_verb->callback([&] { run = [&] { return verify(verify_options, console); }; });

  ChallengeOptions challenge_options;
  auto* challenge_verb = app.add_subcommand("challenge", "ask a holder for a live code made for you alone");
  add_common(*challenge_verb, challenge_options.common, false);
  challenge_verb->add_option("--audience", challenge_options.audience, "who asks, as the holder will read it")
      ->required()
      ->type_name("TEXT");
  challenge_verb->add_option("--want", challenge_options.want, "groups to ask for: 20,22 or a role")
      ->type_name("GROUPS");
  challenge_verb->add_option("-o,--output", challenge_options.output, "a .png, or a text file")
      ->type_name("FILE");
  challenge_verb->callback([&] { run = [&] { return challenge(challenge_options, console); }; });

  LegacyOptions legacy_options;
  auto* legacy_verb = app.add_subcommand(
      "legacy", "check physical cards by number and birth date: one, or a CSV with a card a row");
  add_common(*legacy_verb, legacy_options.common, true);
  legacy_verb->add_option("--number", legacy_options.number, "as printed on the card; spaces do not matter")
      ->type_name("NUMBER");
  legacy_verb->add_option("--birth-date", legacy_options.birth_date, "of the holder, as the passport has it")
      ->type_name("YYYY-MM-DD");
  legacy_verb
      ->add_option("--issued", legacy_options.issued, "the card's date of issue, to pick one of several")
      ->type_name("YYYY-MM-DD");
  legacy_verb->add_option("--region", legacy_options.region, "the region a list must cover, six digits")
      ->type_name("REGION");
  legacy_verb->add_option("--employer", legacy_options.employer, "the employer to compare")
      ->type_name("USCC");
  legacy_verb->add_option("--role", legacy_options.role,
                          "guard, employer (default), checkpoint or department");
  legacy_verb->add_option("--lang", legacy_options.language, "zh or en; both without it");
  legacy_verb
      ->add_option("file", legacy_options.file,
                   "CSV or - with a header row: number,birth_date[,issued][,region][,employer]")
      ->type_name("FILE");
  legacy_verb->callback([&] { run = [&] { return legacy(legacy_options, console); }; });

  std::vector<std::string> inspected;
  auto* inspect_verb = app.add_subcommand("inspect", "show what any token says, unverified");
  inspect_verb->add_option("inputs", inspected, "a file, a QR text, or -")->required()->type_name("INPUT");
  inspect_verb->callback([&] { run = [&] { return inspect(inspected, console); }; });

  add_later_verbs(app, run);

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return console.report({Exit::kUsage, error.what(), "cred-verifier --help"});
  }
  const auto exit = run();
  if (!exit) return console.report(exit.error());
  // A verdict that did not reach its reader is no verdict.
  if (std::fflush(stdout) != 0)
    return console.report({Exit::kOutside, "cannot write to standard output", ""});
  return static_cast<int>(*exit);
}
