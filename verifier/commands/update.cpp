// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <map>

#include "cli/clock.h"
#include "cli/store.h"
#include "cli/trust_changes.h"
#include "verifier/commands/commands.h"
#include "verifier/staleness.h"
#include "verifier/store.h"

namespace cred::verifier {

namespace {

using Versions = std::map<std::string, std::uint64_t>;

Versions members_of(const trust::Bundle* bundle) {
  Versions versions;
  if (!bundle) return versions;
  for (const auto& member : bundle->head().content().members) {
    versions[fmt::format("{} {}", trust::name(member.kind), member.name)] = member.version;
  }
  return versions;
}

void print_version(std::string_view what, std::uint64_t before, std::uint64_t after) {
  if (before == after)
    fmt::print("{:<9} version {}, unchanged\n", what, after);
  else if (before == 0)
    fmt::print("{:<9} version {}, new\n", what, after);
  else
    fmt::print("{:<9} version {} -> {}\n", what, before, after);
}

void print_members(const Versions& before, const Versions& after) {
  for (const auto& [name, version] : after) {
    const auto old = before.find(name);
    if (old == before.end())
      fmt::print("  + {} version {}\n", name, version);
    else if (old->second != version)
      fmt::print("  ~ {} version {} -> {}\n", name, old->second, version);
  }
  for (const auto& [name, version] : before) {
    if (!after.contains(name)) fmt::print("  - {} version {}\n", name, version);
  }
}

/// Keys and policy first, then the lists.
void print_changes(const trust::Root& root_before, const trust::Bundle* before, const trust::Bundle& after) {
  for (const auto& line : cli::root_changes(root_before.content(), after.root().content()))
    fmt::print("  {}\n", line);
  const auto* issuers_before = before ? &before->issuers().content() : nullptr;
  for (const auto& line : cli::issuers_changes(issuers_before, after.issuers().content()))
    fmt::print("  {}\n", line);
  print_members(members_of(before), members_of(&after));
}

/// What an earlier file of the same head had left out.
void print_completed(const trust::Bundle* before, const trust::Accepted& accepted) {
  if (!before || before->head().identity() != accepted.bundle.head().identity()) return;
  for (const auto& located : accepted.members) {
    if (!located.in_file || located.held) continue;
    fmt::print("  + {} {} version {}, missing until now\n", trust::name(located.member.kind),
               located.member.name, located.member.version);
  }
}

/// What the new head names and the store could not get: its answers stay UNKNOWN.
void warn_of_gaps(const trust::Accepted& accepted, const cli::Console& console) {
  for (const auto& located : accepted.members) {
    if (located.in_file || located.held) continue;
    console.warn(fmt::format("{} {} is neither in the file nor held: what it covers is UNKNOWN",
                             trust::name(located.member.kind), located.member.name));
  }
}

}  // namespace

cli::Outcome<cli::Exit> update(const UpdateOptions& options, const cli::Console& console) {
  CLI_TRY(const auto folder, cli::store_path(cli::StoreKind::kVerifier, options.common.store));
  CLI_TRY(const auto clock, cli::clock(options.common.at));
  CLI_CHECK(cli::check_store(cli::StoreKind::kVerifier, folder));
  CLI_TRY(const auto lock, cli::StoreLock::take(folder));
  CLI_TRY(auto store, Store::open(folder));
  CLI_TRY(const auto file, cli::MappedFile::open(options.bundle));
  CLI_TRY(const auto updated, store.update(file.bytes(), clock.now, options.accept_future));

  const auto& after = updated.accepted.bundle;
  if (updated.accepted.unchanged) {
    fmt::print("nothing new: this is the bundle already held (head version {})\n",
               after.head().content().version);
  } else {
    const auto* before = store.bundle();
    print_version("root", store.root().content().version, after.root().content().version);
    print_version("issuers", before ? before->issuers().content().version : 0,
                  after.issuers().content().version);
    print_version("head", before ? before->head().content().version : 0, after.head().content().version);
    print_changes(store.root(), before, after);
    print_completed(before, updated.accepted);
    warn_of_gaps(updated.accepted, console);
  }
  fmt::print("{}", staleness(after, clock.now));
  if (clock.given) console.note("clock: given, " + to_text(clock.now));
  return cli::Exit::kAccepted;
}

}  // namespace cred::verifier
