// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "cli/clock.h"
#include "cli/fingerprint.h"
#include "cli/store.h"
#include "cli/trust_changes.h"
#include "cred/codec/hex.h"
#include "cred/codec/unicode.h"
#include "verifier/commands/commands.h"
#include "verifier/show_json.h"
#include "verifier/staleness.h"
#include "verifier/store.h"

namespace cred::verifier {

namespace {

std::string regions_text(const trust::Entry& entry) {
  std::string text;
  for (const auto region : entry.regions) text += (text.empty() ? "" : " ") + region.to_text();
  return text.empty() ? "-" : text;
}

std::string categories_text(const trust::Entry& entry) {
  std::string text;
  for (const auto category : entry.categories) text += static_cast<char>('A' + category - 1);
  return text.empty() ? "-" : text;
}

void print_entries(const trust::Bundle& bundle) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& entry : bundle.issuers().content().entries) {
    const bool dead = bundle.issuers().tombstone_of(cose::thumbprint(entry.key)) != nullptr;
    rows.push_back({entry.iss, std::string(trust::name(entry.purpose)),
                    std::string(crypto::name(entry.key.algorithm())), categories_text(entry),
                    regions_text(entry), Day::of(entry.sign_from).to_text(),
                    Day::of(entry.sign_until).to_text(), dead ? "WITHDRAWN" : "", entry.name_zh});
  }
  fmt::print("{}", cli::table({"iss", "purpose", "algorithm", "categories", "regions", "signs from", "until",
                               "", "name"},
                              rows));
}

void print_members(const trust::Bundle& bundle) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& member : bundle.head().content().members) {
    rows.push_back({std::string(trust::name(member.kind)), member.name, std::to_string(member.version),
                    std::to_string(member.length)});
  }
  fmt::print("{}", cli::table({"member", "name", "version", "octets"}, rows));
}

void print_registers(const Registers& registers) {
  if (registers.held.empty() && registers.not_held.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (const auto& held : registers.held) {
    const auto& header = held.cards.header();
    std::string regions;
    for (const auto region : header.regions) regions += (regions.empty() ? "" : " ") + region.to_text();
    rows.push_back({held.iss, regions, cli::china_time(header.as_of), std::to_string(header.cards)});
  }
  for (const auto& name : registers.not_held) rows.push_back({name, "-", "not held", "-"});
  fmt::print("\n{}", cli::table({"physical cards", "regions", "as of", "cards"}, rows));
}

}  // namespace

cli::Outcome<cli::Exit> show(const Common& options, const cli::Console& console) {
  CLI_TRY(const auto folder, cli::store_path(cli::StoreKind::kVerifier, options.store));
  CLI_TRY(const auto clock, cli::clock(options.at));
  CLI_TRY(auto store, Store::open(folder));
  CLI_TRY(const auto registers, store.open_registers());
  if (options.json) {
    fmt::print("{}\n", to_json(store, registers, clock));
    return cli::Exit::kAccepted;
  }
  const auto& root = store.root();
  fmt::print(
      "store        {}\nenvironment  {}\nroot         version {}, epoch {}, until before {}\nfingerprint  "
      "{}\n",
      codec::escaped(folder.string()), trust::name(root.content().environment), root.content().version,
      root.content().epoch, cli::china_time(root.content().expires),
      cli::grouped(codec::to_hex(root.identity())));
  const auto* bundle = store.bundle();
  if (!bundle) {
    console.hint("no trust data yet: cred-verifier update BUNDLE");
    return cli::Exit::kAccepted;
  }
  fmt::print("head         version {}, issuers version {}\nclock floor  {}\n\n",
             bundle->head().content().version, bundle->issuers().content().version,
             cli::china_time(store.clock_floor()));
  print_entries(*bundle);
  fmt::print("\n");
  print_members(*bundle);
  print_registers(registers);
  fmt::print("\n{}", staleness(*bundle, clock.now));
  if (clock.given) console.note("clock: given, " + to_text(clock.now));
  return cli::Exit::kAccepted;
}

}  // namespace cred::verifier
