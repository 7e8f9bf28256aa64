// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <map>

#include "cli/clock.h"
#include "cli/store.h"
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

/// Keys that came or went, by iss and purpose.
void print_entries(const trust::Bundle* before, const trust::Bundle& after) {
  const auto has = [](const trust::Bundle* bundle, const trust::Entry& entry) {
    return bundle && bundle->issuers().find(cose::key_id(entry.key)) != nullptr;
  };
  for (const auto& entry : after.issuers().content().entries) {
    if (!has(before, entry)) fmt::print("  + key of {} for {}\n", entry.iss, trust::name(entry.purpose));
  }
  if (!before) return;
  for (const auto& entry : before->issuers().content().entries) {
    if (!has(&after, entry)) fmt::print("  - key of {} for {}\n", entry.iss, trust::name(entry.purpose));
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
    print_entries(before, after);
    print_members(members_of(before), members_of(&after));
  }
  fmt::print("{}", staleness(after, clock.now));
  if (clock.given) console.note("clock: given, " + to_text(clock.now));
  return cli::Exit::kAccepted;
}

}  // namespace cred::verifier
