// SPDX-License-Identifier: Apache-2.0
// The command line of cred-verifier (docs/man/cred-verifier.1): options in, one call, an exit code out.
#include "cli/command_line.h"
#include "cli/startup.h"
#include "verifier/commands/commands.h"

namespace {

using namespace cred::verifier;

void add_common(CLI::App& verb, Common& common, bool json) {
  verb.add_option("--store", common.store, "the verifier's store; else CRED_VERIFIER_STORE")
      ->type_name("DIR");
  verb.add_option("--at", common.at, "the time instead of the system clock, RFC 3339; always reported")
      ->type_name("TIME");
  if (json) verb.add_flag("--json", common.json, "one JSON object per input");
}

}  // namespace

int main(int argc, char** argv) {
  cred::cli::start_openssl_bare();
  cred::cli::CommandLine tool(
      "cred-verifier",
      "Checks work permits offline. Exit: 0 accepted, 1 refused, 3 cannot tell, 2 usage, 4 a file or device "
      "failed.");
  auto& app = tool.app();
  const auto& console = tool.console();

  InitOptions init_options;
  auto* init_verb = tool.add_verb(app, "init", "a new store that believes one root",
                                  [&] { return init(init_options, console); });
  add_common(*init_verb, init_options.common, false);
  init_verb->add_option("--root", init_options.root, "the authority's root.cbor")
      ->required()
      ->type_name("FILE");
  init_verb->add_option("--fingerprint", init_options.fingerprint, "what the root's fingerprint must be")
      ->type_name("HEX");

  UpdateOptions update_options;
  auto* update_verb = tool.add_verb(app, "update", "take over a newer bundle",
                                    [&] { return update(update_options, console); });
  add_common(*update_verb, update_options.common, false);
  update_verb->add_option("bundle", update_options.bundle, "bundle.cbor")->required()->type_name("BUNDLE");
  update_verb->add_flag("--accept-future", update_options.accept_future,
                        "take data issued more than 24 h after the clock");

  Common show_options;
  auto* show_verb = tool.add_verb(app, "show", "what is held, and until when it counts",
                                  [&] { return show(show_options, console); });
  add_common(*show_verb, show_options, true);

  VerifyOptions verify_options;
  auto* verify_verb =
      tool.add_verb(app, "verify", "check codes: pictures, text files with one code a line, folders, -",
                    [&] { return verify(verify_options, console); });
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

  ChallengeOptions challenge_options;
  auto* challenge_verb = tool.add_verb(app, "challenge", "ask a holder for a live code made for you alone",
                                       [&] { return challenge(challenge_options, console); });
  add_common(*challenge_verb, challenge_options.common, false);
  challenge_verb->add_option("--audience", challenge_options.audience, "who asks, as the holder will read it")
      ->required()
      ->type_name("TEXT");
  challenge_verb->add_option("--want", challenge_options.want, "groups to ask for: 20,22 or a role")
      ->type_name("GROUPS");
  challenge_verb->add_option("-o,--output", challenge_options.output, "a .png, or a text file")
      ->type_name("FILE");

  LegacyOptions legacy_options;
  auto* legacy_verb = tool.add_verb(
      app, "legacy", "check physical cards by number and birth date: one, or a CSV with a card a row",
      [&] { return legacy(legacy_options, console); });
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

  std::vector<std::string> inspected;
  auto* inspect_verb = tool.add_verb(app, "inspect", "show what any token says, unverified",
                                     [&] { return inspect(inspected, console); });
  inspect_verb->add_option("inputs", inspected, "a file, a QR text, or -")->required()->type_name("INPUT");

  for (const auto* later : {"scan", "roster", "receipt", "serve"}) tool.add_later_verb(later);
  return tool.run(argc, argv);
}
