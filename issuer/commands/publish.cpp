// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/leftovers.h"
#include "cli/passphrase.h"
#include "issuer/commands/commands.h"
#include "issuer/legacy/register.h"
#include "issuer/publication.h"

namespace cred::issuer {

namespace {

constexpr int kMostDays = 3660;
constexpr std::chrono::days kSaltLife{365};

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

/// As many keys of the head role as must sign.
cli::Outcome<std::vector<const KeyFile*>> head_keys_of(const Store& store, const std::vector<KeyFile>& keys) {
  const auto& role = store.root().content().head;
  std::vector<const KeyFile*> found;
  for (const auto& key : keys) {
    if (found.size() < role.threshold && std::ranges::count(role.keys, key.key) > 0) found.push_back(&key);
  }
  if (found.size() == role.threshold) return found;
  return cli::refused(fmt::format("{} of the head keys are in {}, {} must sign", found.size(),
                                  store.keys().string(), role.threshold),
                      "`cred-issuer root show` lists the head keys that count");
}

struct SigningKey {
  const KeyFile* key;
  const trust::Entry* entry;
};

/// The key of this purpose whose window began last.
cli::Outcome<SigningKey> signing_key_of(const Store& store, const std::vector<KeyFile>& keys,
                                        trust::Purpose purpose, Instant now) {
  SigningKey chosen{nullptr, nullptr};
  std::optional<cli::Failure> why;
  for (const auto& key : keys) {
    const auto* entry = store.entry_of(key.key);
    if (entry == nullptr || entry->purpose != purpose) continue;
    const auto usable = store.entry_for(key, purpose, now);
    if (!usable) {
      why = usable.error();
    } else if (chosen.key == nullptr || entry->sign_from > chosen.entry->sign_from) {
      chosen = {&key, entry};
    }
  }
  if (chosen.key != nullptr) return chosen;
  if (why) return tl::unexpected(*why);
  return cli::refused(
      fmt::format("no key of purpose {} is in {}", trust::name(purpose), store.keys().string()),
      fmt::format("`cred-issuer key new NAME --purpose {}`, then `issuers add NAME`", trust::name(purpose)));
}

/// What the register of physical cards needs, its keys derived. Nothing where no card was ever imported.
struct Cards {
  std::unique_ptr<crypto::Signer> signer;
  const trust::Entry* entry;
  RegisterSalt salt;
};
cli::Outcome<std::optional<Cards>> prepare_cards(Session& session, const std::vector<KeyFile>& keys,
                                                 const SecretBytes& passphrase, bool new_salt,
                                                 crypto::RandomSource& random, const cli::Console& console) {
  auto& cards = session.store.registry().cards();
  CLI_TRY(const auto empty, cards.empty());
  if (empty && new_salt) return cli::refused("there is no register of physical cards to salt");
  if (empty) return std::optional<Cards>();
  CLI_TRY(const auto chosen,
          signing_key_of(session.store, keys, trust::Purpose::kRegister, session.clock.now));
  CLI_TRY(auto signer, unlock(*chosen.key, passphrase));
  std::optional<cli::Progress> progress;
  const auto today = Day::of(session.clock.now);
  CLI_TRY(const auto salt, derive_keys(cards, today, new_salt, random, [&](std::size_t done, std::size_t of) {
            if (!progress) progress.emplace("deriving the keys of cards", of);
            progress->step(done);
          }));
  if (salt.since.end() + kSaltLife <= session.clock.now) {
    console.warn(
        fmt::format("the register's salt is of {}: `publish --new-salt` makes another (every key is "
                    "derived again)",
                    salt.since.to_text()));
  }
  return std::optional(Cards{std::move(signer), chosen.entry, salt});
}

}  // namespace

cli::Outcome<void> publish(const Common& common, const PublishOptions& options, const cli::Console& console) {
  if (options.valid_for < 1 || options.valid_for > kMostDays) {
    return cli::usage(fmt::format("--valid-for is 1 to {} days, not {}", kMostDays, options.valid_for));
  }
  CLI_TRY(auto session, open(common, console));
  auto& store = session.store;
  CLI_TRY(const auto keys, read_keys(store.keys()));
  CLI_TRY(const auto head_keys, head_keys_of(store, keys));
  CLI_TRY(const auto chosen, signing_key_of(store, keys, trust::Purpose::kStatus, session.clock.now));
  CLI_TRY(auto inclusion, Inclusion::open(store));
  for (const auto& file : options.include) CLI_CHECK(inclusion.add(file));
  for (const auto& note : inclusion.notes()) console.note(note);
  std::optional<cli::MappedFile> older;
  if (!options.delta_from.empty()) {
    CLI_TRY(older, cli::MappedFile::open(options.delta_from));
  }
  CLI_TRY(const auto passphrase,
          cli::read_passphrase(common.passphrase_file, "Passphrase of the keys for head and status", false));
  std::vector<std::unique_ptr<crypto::Signer>> unlocked;
  std::vector<crypto::Signer*> head;
  for (const auto* key : head_keys) {
    CLI_TRY(auto signer, unlock(*key, passphrase));
    head.push_back(signer.get());
    unlocked.push_back(std::move(signer));
  }
  CLI_TRY(const auto status, unlock(*chosen.key, passphrase));
  crypto::SystemRandom random;
  CLI_TRY(const auto cards, prepare_cards(session, keys, passphrase, options.new_salt, random, console));

  const std::filesystem::path out = options.out;
  CLI_CHECK(cli::make_folder(out, cli::Mode::kPublic));
  CLI_CHECK(cli::check_writable(out));
  for (const auto* name : {"root.cbor", "delta.cbor", "bundle.cbor"}) cli::remove_leftovers(out / name);
  CLI_TRY(
      const auto published,
      publish(store,
              Publishing{head, *status, *chosen.entry, session.clock.now,
                         std::chrono::days(options.valid_for), inclusion.all(),
                         cards ? std::optional<RegisterKey>({*cards->signer, *cards->entry, cards->salt.salt})
                               : std::nullopt},
              random));
  CLI_CHECK(inclusion.keep());
  CLI_CHECK(cli::write_file(out / "root.cbor", store.root().message()));
  if (older) {
    CLI_TRY(const auto difference, delta(published.bundle, older->bytes()));
    CLI_CHECK(cli::write_file(out / "delta.cbor", difference));
    console.note(fmt::format("delta.cbor: {} octets, for verifiers that took {}", difference.size(),
                             options.delta_from));
  }
  CLI_CHECK(cli::write_file(out / "bundle.cbor", published.bundle));
  if (common.json) {
    print_json(published, options, session.clock);
  } else {
    print(published, store.issuers().content().policy, options);
  }
  return {};
}

}  // namespace cred::issuer
