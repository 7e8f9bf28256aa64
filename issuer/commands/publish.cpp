// SPDX-License-Identifier: Apache-2.0
#include "cli/passphrase.h"
#include "issuer/commands/commands.h"
#include "issuer/publication.h"

namespace cred::issuer {

namespace {

constexpr int kMostDays = 3660;

std::string days(std::uint64_t seconds) {
  constexpr std::uint64_t kHour = 3600;
  if (seconds % (24 * kHour) == 0 && seconds > 24 * kHour)
    return fmt::format("{} days", seconds / (24 * kHour));
  return fmt::format("{} hours", seconds / kHour);
}

void print(const Publication& published, const trust::Policy& policy, const PublishOptions& options) {
  std::string members;
  for (const auto& member : published.members) {
    members +=
        fmt::format("member   {} {}, {} octets\n", trust::name(member.kind), member.name, member.length);
  }
  say("version  {}\n{}expires  {}\nstale    at checkpoints after {}, for employers after {}\nbundle   "
      "{}/bundle.cbor, "
      "{} octets\nroot     {}/root.cbor\n",
      published.version, members, china_time(published.expires), days(policy.checkpoint.stale),
      days(policy.employer.stale), options.out, published.bundle.size(), options.out);
}

void print_json(const Publication& published, const PublishOptions& options, const cli::Clock& clock) {
  std::string members;
  for (const auto& member : published.members) {
    members += fmt::format(R"({}{{"kind":{},"name":{},"version":{},"length":{}}})",
                           members.empty() ? "" : ",", json_string(trust::name(member.kind)),
                           json_string(member.name), member.version, member.length);
  }
  say(R"({{"version":{},"expires":{},"members":[{}],"files":[{},{}],{}}})"
      "\n",
      published.version, json_string(to_text(published.expires)), members,
      json_string(options.out + "/bundle.cbor"), json_string(options.out + "/root.cbor"), clock_json(clock));
}

}  // namespace

cli::Outcome<void> publish(const Common& common, const PublishOptions& options, const cli::Console& console) {
  if (options.valid_for < 1 || options.valid_for > kMostDays) {
    return cli::usage(fmt::format("--valid-for is 1 to {} days, not {}", kMostDays, options.valid_for));
  }
  CLI_TRY(auto session, open(common, console));
  auto& store = session.store;
  CLI_TRY(const auto head_key, read_key(store.keys(), "head"));
  CLI_TRY(const auto status_key, read_key(store.keys(), "status"));
  CLI_TRY(const auto* entry, store.entry_for(status_key, trust::Purpose::kStatus, session.clock.now));
  CLI_TRY(const auto passphrase,
          cli::read_passphrase(common.passphrase_file, "Passphrase of keys head and status", false));
  CLI_TRY(const auto head, unlock(head_key, passphrase));
  CLI_TRY(const auto status, unlock(status_key, passphrase));

  const std::filesystem::path out = options.out;
  CLI_CHECK(cli::make_folder(out, cli::Mode::kPublic));
  CLI_CHECK(cli::check_writable(out));
  CLI_TRY(const auto published, publish(store, Publishing{*head, *status, *entry, session.clock.now,
                                                          std::chrono::days(options.valid_for)}));
  CLI_CHECK(cli::write_file(out / "root.cbor", store.root().message()));
  CLI_CHECK(cli::write_file(out / "bundle.cbor", published.bundle));
  if (common.json) {
    print_json(published, options, session.clock);
  } else {
    print(published, store.issuers().content().policy, options);
  }
  return {};
}

}  // namespace cred::issuer
