// SPDX-License-Identifier: Apache-2.0
// The command line of cred-issuer (docs/man/cred-issuer.1): options in, one call, an exit code out.
#include "cli/command_line.h"
#include "issuer/commands/commands.h"

namespace {

using cred::cli::Console;
using cred::cli::Exit;
using cred::cli::Outcome;
namespace issuer = cred::issuer;

struct Line {
  cred::cli::CommandLine& tool;
  issuer::Common common{};
  issuer::InitOptions init{};
  issuer::KeyOptions key{};
  issuer::MintOptions mint{};
  issuer::ShowOptions show{};
  issuer::DecisionOptions decision{};
  issuer::SucceedOptions succeed{};
  issuer::BindOptions bind{};
  issuer::PublishOptions publish{};
  issuer::LegacyOptions legacy{};
  issuer::RootNextOptions root_next{};
  issuer::IssuersOptions issuers{};
  issuer::CeremonyOptions ceremony{};
};

CLI::App* add_verb(CLI::App& parent, Line& line, const std::string& name, const std::string& what,
                   std::function<Outcome<void>()> action) {
  auto* verb = line.tool.add_verb(parent, name, what, [action = std::move(action)]() -> Outcome<Exit> {
    CLI_CHECK(action());
    return Exit::kAccepted;
  });
  cred::cli::add_common_options(*verb, line.common, "the authority's folder (else CRED_ISSUER_STORE)");
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

  auto* key = app.add_subcommand("key", "the keys of daily work")->require_subcommand(1);
  auto* made = add_verb(*key, line, "new", "make a key",
                        [&] { return issuer::key_new(line.common, line.key, console); });
  made->add_option("NAME", line.key.name, "letters, digits, . _ -")->required();
  made->add_option("--purpose", line.key.purpose, "permits, status, register, log, head, root or issuers")
      ->required();
  made->add_option("--folder", line.key.folder, "where it goes (default: keys/ or offline/ of the store)");
  made->add_option("--alg", line.key.algorithm, "Ed25519 (default) or ES256");
  add_verb(*key, line, "list", "all keys", [&] { return issuer::key_list(line.common, console); });
  auto* shown = add_verb(*key, line, "show", "one key",
                         [&] { return issuer::key_show(line.common, line.key, console); });
  shown->add_option("NAME", line.key.name, "the key")->required();
  auto* exported = add_verb(*key, line, "export", "its public half, for another authority's issuers add",
                            [&] { return issuer::key_export(line.common, line.key, console); });
  exported->add_option("NAME", line.key.name, "the key")->required();
}

/// What root and issuers have in common: a draft, its signatures, its adoption.
void add_ceremony(CLI::App& object, Line& line, cred::trust::DraftPart part, const Console& console) {
  auto* sign = add_verb(
      object, line, "sign", "add one key's signature to the draft, after showing it",
      [=, &line, &console] { return issuer::sign_draft(part, line.common, line.ceremony, console); });
  sign->add_option("FILE", line.ceremony.files, "the draft or a copy (default: the store's)")->expected(0, 1);
  sign->add_option("--key", line.ceremony.key, "NAME in the store, or the path of a key file")->required();
  auto* adopt = add_verb(object, line, "adopt", "take in copies of the draft that were signed elsewhere",
                         [&] { return issuer::adopt_drafts(line.common, line.ceremony, console); });
  adopt->add_option("FILE", line.ceremony.files, "signed copies")->expected(0, -1);
  add_verb(object, line, "discard", "take the draft back",
           [=, &line, &console] { return issuer::discard_draft(part, line.common, console); });
  auto* draft = add_verb(object, line, "draft", "show what a draft changes and who has signed it",
                         [&] { return issuer::draft_show(line.common, line.ceremony, console); });
  draft->add_option("FILE", line.ceremony.files, "a copy (default: the store's)")->expected(0, 1);
}

void add_root(CLI::App& app, Line& line, const Console& console) {
  auto* root = app.add_subcommand("root", "the root that verifiers start from")->require_subcommand(1);
  add_verb(*root, line, "show", "its fingerprint, thresholds and end",
           [&] { return issuer::root_show(line.common, console); });
  auto* next = add_verb(*root, line, "next", "draft the next root: keys, thresholds, end",
                        [&] { return issuer::root_next(line.common, line.root_next, console); });
  next->add_option("--add", line.root_next.add, "ROLE=KEY; a role is root, issuers or head")
      ->allow_extra_args(false);
  next->add_option("--remove", line.root_next.remove, "KEY: a name, a file, or a kid that `root show` prints")
      ->allow_extra_args(false);
  next->add_option("--threshold", line.root_next.thresholds, "ROLE=N")->allow_extra_args(false);
  next->add_option("--valid-until", line.root_next.valid_until, "first day on which it no longer counts");
  next->add_flag("--new-epoch", line.root_next.new_epoch,
                 "versions begin anew (new head keys always do that)");
  add_ceremony(*root, line, cred::trust::DraftPart::kRoot, console);
}

void add_issuers(CLI::App& app, Line& line, const Console& console) {
  auto* issuers =
      app.add_subcommand("issuers", "who may issue, who may no more, and policy")->require_subcommand(1);
  auto& options = line.issuers;
  const auto edit = [&](const std::string& name, const std::string& what, auto command) {
    auto* verb = add_verb(*issuers, line, name, what,
                          [&line, &console, command] { return command(line.common, line.issuers, console); });
    verb->add_option("--valid-until", options.valid_until,
                     "first day on which the issuers object no longer counts");
    return verb;
  };
  add_verb(*issuers, line, "show", "entries, withdrawn keys and policy",
           [&] { return issuer::issuers_show(line.common, console); });
  auto* add = edit("add", "draft a key that may sign, or other powers of one that does", issuer::issuers_add);
  add->add_option("KEY", options.key, "a key of ours, or the file of another authority's `key export`")
      ->required();
  add->add_option("--from", options.from, "day or time from which it signs (default: now)");
  add->add_option("--until", options.until,
                  "day or time before which it signs (default: the end of the object)");
  add->add_option("--lifetime", options.lifetime, "days that a permit may live at most");
  add->add_option("--region", options.regions, "a region it may sign for (default: all of the authority)")
      ->allow_extra_args(false);
  add->add_option("--category", options.categories, "A, B or C (default: all of the authority)")
      ->allow_extra_args(false);
  auto* remove = edit("remove", "draft that an entry leaves; what it signed becomes unknown-key",
                      issuer::issuers_remove);
  remove->add_option("KEY", options.key, "a name, a file, or a kid")->required();
  auto* revoke = edit("revoke", "draft that a key is never believed again", issuer::issuers_revoke);
  revoke->add_option("KEY", options.key, "a name, a file, or a kid")->required();
  revoke->add_option("--reason", options.reason, "one line");
  revoke->add_option("--time", options.from, "day or time of the withdrawal (default: now)");
  revoke
      ->add_option("--spare", options.spare, "file of log entries of honest permits, hexadecimal, one a line")
      ->allow_extra_args(false);
  revoke->add_flag("--spare-recorded", options.spare_recorded, "spare every permit that the registry holds");
  auto* policy = edit("policy", "draft another policy", issuer::issuers_policy);
  policy->add_option("--cut-over", options.cut_over, "day from which decisions are electronic");
  policy->add_option("--dual", options.dual,
                     "yes or no: a card stays good beside an electronic permit on request");
  policy->add_option("--role", options.roles, "ROLE=FRESH,STALE,BINDING: checkpoint=24h,7d,card-matched")
      ->allow_extra_args(false);
  policy->add_option("--tolerance", options.tolerance, "seconds that clocks may differ");
  add_ceremony(*issuers, line, cred::trust::DraftPart::kIssuers, console);
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

  auto* bind = add_verb(app, line, "bind", "bind a permit to its holder's phone, or to a new passport",
                        [&] { return issuer::bind(line.common, line.bind, console); });
  bind->add_option("ID", line.bind.id, "request id or document id")->required();
  bind->add_flag("--nonce", line.bind.nonce, "first step: what the phone must answer within ten minutes");
  bind->add_option("-o,--output", line.bind.output, "a file for the nonce (else stdout)");
  bind->add_option("--enrolment", line.bind.enrolment, "second step: the phone's answer, FWE1:");
  bind->add_option("--passport", line.bind.passport, "instead: the holder's new passport, for new documents");
  bind->add_option("--passport-until", line.bind.passport_until, "last day of the new passport, 2036-01-14");
  bind->add_option("--passport-state", line.bind.passport_state, "who issued it (default: as before)");
  bind->add_option(
      "--old-until", line.bind.old_until,
      "last day on which the passport before still counts, or none (default: the authority's days)");
  bind->add_option("--out", line.bind.out, "folder for <id>.wallet.cwt; with --passport also the print");
  bind->add_option("--key", line.bind.key, "the permits key to sign with (default permits)");

  for (const auto& [kind, what] :
       {std::pair<std::string, std::string>{"cancel", "cancel a permit or the cards of a number"},
        {"revoke", "revoke a permit or the cards of a number"},
        {"suspend", "suspend a permit or the cards of a number"},
        {"restore", "take a suspension back"},
        {"lost", "the phone of a permit, or the latest card of a number, is lost"}}) {
    auto* decide = add_verb(app, line, kind, what, [&, kind = kind] {
      return issuer::decide(kind, line.common, line.decision, console);
    });
    decide->add_option("ID", line.decision.id, "request id, document id, or the number of a physical card")
        ->required();
    decide->add_option("--decided", line.decision.decided, "day of the decision, 2026-01-15")->required();
    decide->add_option("--reason", line.decision.reason, "one word");
  }

  for (const auto& [kind, what] :
       {std::pair<std::string, std::string>{
            "extend", "a permit that ends later takes the place of another, or of a card"},
        {"change", "the same, with another passport, name, position or category"},
        {"transfer", "the same, with another employer and the same end"},
        {"reissue", "an electronic permit beside a card, or another one of the same"}}) {
    auto* succeed = add_verb(app, line, kind, what, [&, kind = kind] {
      return issuer::succeed(kind, line.common, line.succeed, console);
    });
    succeed->add_option("ID", line.succeed.id, "request id, document id, or the number of a physical card")
        ->required();
    succeed->add_option("FILE", line.succeed.file, "the new request, as for mint; - for stdin")->required();
    succeed->add_option("--out", line.succeed.out, "folder for <id>.png .svg .txt .cwt .html")->required();
    succeed->add_option("--key", line.succeed.key, "the permits key to sign with (default permits)");
  }

  auto* publish = add_verb(app, line, "publish", "write what verifiers need: bundle.cbor and root.cbor",
                           [&] { return issuer::publish(line.common, line.publish, console); });
  publish->add_option("--out", line.publish.out, "folder")->required();
  publish->add_option("--valid-for", line.publish.valid_for, "days until the bundle expires (default 90)");
  publish->add_option("--include", line.publish.include, "another authority's bundle, or one of its lists")
      ->allow_extra_args(false);
  publish->add_option("--delta-from", line.publish.delta_from,
                      "an earlier bundle: writes delta.cbor too, without what that one brought");
  publish->add_flag("--new-salt", line.publish.new_salt,
                    "another salt for the register of cards: every key is derived again");
}

void add_legacy(CLI::App& app, Line& line, const Console& console) {
  auto* legacy =
      app.add_subcommand("legacy", "physical cards: no change, no replacement")->require_subcommand(1);
  auto& options = line.legacy;
  auto* import =
      add_verb(*legacy, line, "import", "take in a CSV of physical cards, with a report on each row",
               [&] { return issuer::legacy_import(line.common, line.legacy, console); });
  import->add_option("FILE", options.file, "CSV, UTF-8 or GB 18030 (docs/formats/legacy-cards.md)")
      ->required();
  import->add_option("--report", options.report, "a file for the report: .json or .csv");
  import->add_option("--encoding", options.encoding, "utf-8 or gb18030, where the file does not tell");
  auto* shown =
      add_verb(*legacy, line, "show", "what is known of the cards of a number, and what it means today",
               [&] { return issuer::legacy_show(line.common, line.legacy, console); });
  shown->add_option("NUMBER", options.number, "as it stands on the card")->required();
  add_verb(*legacy, line, "sunset", "cards in force month by month, until the last one ends",
           [&] { return issuer::legacy_sunset(line.common, console); });
  import->add_flag("--check", options.check, "report only, record nothing");
  import->add_flag("--accept-older", options.accept_older,
                   "take rows whose status is older than the one recorded");
}

}  // namespace

int main(int argc, char** argv) {
  cred::cli::CommandLine tool(
      "cred-issuer",
      "Issues digital work permits: an authority's keys, registry, permits and what it publishes.");
  Line line{.tool = tool};
  add_setup(tool.app(), line, tool.console());
  add_root(tool.app(), line, tool.console());
  add_issuers(tool.app(), line, tool.console());
  add_permits(tool.app(), line, tool.console());
  add_legacy(tool.app(), line, tool.console());
  tool.add_later_verb("log");
  return tool.run(argc, argv);
}
