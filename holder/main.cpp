// SPDX-License-Identifier: Apache-2.0
// The command line of cred-holder (docs/man/cred-holder.1): options in, one call, an exit code out.
#include "cli/command_line.h"
#include "holder/commands/commands.h"

namespace {

using cred::cli::Console;
using cred::cli::Exit;
using cred::cli::Outcome;
namespace holder = cred::holder;

struct Line {
  cred::cli::CommandLine& tool;
  holder::Common common{};
  holder::InitOptions init{};
  holder::EnrolOptions enrol{};
  holder::ReceiveOptions receive{};
  holder::PresentOptions present{};
  std::string permit{};
};

CLI::App* add_verb(CLI::App& parent, Line& line, const std::string& name, const std::string& what,
                   std::function<Outcome<void>()> action) {
  auto* verb = line.tool.add_verb(parent, name, what, [action = std::move(action)]() -> Outcome<Exit> {
    CLI_CHECK(action());
    return Exit::kAccepted;
  });
  cred::cli::add_common_options(*verb, line.common, "the wallet's folder (else CRED_HOLDER_STORE)");
  return verb;
}

void add_wallet(CLI::App& app, Line& line, const Console& console) {
  auto* init = add_verb(app, line, "init", "make a wallet: a key of this device, and whom it believes",
                        [&] { return holder::init(line.common, line.init, console); });
  init->add_option("--root", line.init.root, "the authority's root.cbor")->required();
  init->add_option("--fingerprint", line.init.fingerprint, "what the root's fingerprint must be");
  init->add_option("--alg", line.init.algorithm, "of the device key: ES256 (default) or Ed25519");

  auto* enrol = add_verb(app, line, "enrol", "prove to the authority that this device holds its key",
                         [&] { return holder::enrol(line.common, line.enrol, console); });
  enrol->add_option("--iss", line.enrol.iss, "the authority's short name, CN-110000")->required();
  enrol->add_option("--nonce", line.enrol.nonce, "what the authority gave: 32 digits, or a file")->required();
  enrol->add_option("--card", line.enrol.card, "serial of the electronic Social Security Card")->required();
  enrol->add_option("-o,--output", line.enrol.output, "a file for the code FWE1: (else stdout)");

  auto* receive = add_verb(app, line, "receive", "check a permit and keep it",
                           [&] { return holder::receive(line.common, line.receive, console); });
  receive->add_option("FILE", line.receive.file, "what the authority bound to this device")->required();
  receive->add_option("--bundle", line.receive.bundle, "bundle.cbor of the authority")->required();
}

void add_permits(CLI::App& app, Line& line, const Console& console) {
  add_verb(app, line, "list", "the permits of this wallet",
           [&] { return holder::list(line.common, console); });
  auto* show = add_verb(app, line, "show", "what is in a permit, and what each profile would reveal",
                        [&] { return holder::show(line.common, line.permit, console); });
  show->add_option("PERMIT", line.permit, "document id or permit number; needed when there are several");

  auto* present = add_verb(app, line, "present", "a live code for whoever checks",
                           [&] { return holder::present(line.common, line.present, console); });
  present->add_option("PERMIT", line.present.permit,
                      "document id or permit number; needed when there are several");
  present->add_option("--to", line.present.to,
                      "guard, employer, checkpoint or department; with --challenge: who must be asking");
  present->add_option("--challenge", line.present.challenge, "what the verifier asks: FWC1:…, or a file");
  present->add_option("--show", line.present.show, "a profile, or groups: 20,22 or name,work");
  present->add_option("--qr", line.present.qr, "a .png of the code");
  present->add_option("--page", line.present.page, "a page with the code, as a phone shows it");
  present->add_option("-o,--output", line.present.output, "a file for the text FWP1:");
  present->add_flag("--live", line.present.live, "a new code every 30 seconds, until Ctrl-C");
  present->add_option("--count", line.present.count, "so many codes, then end; with --at without waiting");
}

}  // namespace

int main(int argc, char** argv) {
  cred::cli::CommandLine tool(
      "cred-holder", "Keeps work permits on the holder's device and shows what each verifier needs, live.");
  Line line{.tool = tool};
  add_wallet(tool.app(), line, tool.console());
  add_permits(tool.app(), line, tool.console());
  return tool.run(argc, argv);
}
