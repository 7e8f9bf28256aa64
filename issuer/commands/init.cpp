// SPDX-License-Identifier: Apache-2.0
// Everything is made in a folder beside the target and renamed into place at the end: a failure leaves
// nothing.
#include <fmt/format.h>

#include <cstdio>

#include "cli/files.h"
#include "cli/passphrase.h"
#include "cli/store.h"
#include "cli/system.h"
#include "cred/codec/hex.h"
#include "issuer/commands/commands.h"
#include "issuer/foundation.h"
#include "issuer/trust_state.h"

namespace cred::issuer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxAuthority = 64u << 10;  // octets
constexpr unsigned kYears = 12;

/// Gone with all its content unless it was moved into place.
class Scaffold {
 public:
  explicit Scaffold(fs::path path) : path_(std::move(path)) {}
  ~Scaffold() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Scaffold(const Scaffold&) = delete;
  Scaffold& operator=(const Scaffold&) = delete;

  const fs::path& path() const { return path_; }
  cli::Outcome<void> move_to(const fs::path& target) {
    std::error_code error;
    // Over an empty folder this is allowed, over anything else the system refuses it.
    fs::rename(path_, target, error);
    if (error) return cli::system_failure("make", target, error.value());
    path_.clear();
    return {};
  }

 private:
  fs::path path_;
};

cli::Outcome<void> check_target(const fs::path& target) {
  std::error_code error;
  const auto status = fs::symlink_status(target, error);
  if (!fs::exists(status)) return {};
  if (fs::is_directory(status) && fs::is_empty(target, error) && !error) return {};
  return cli::refused(target.string() + " is there already and is never overwritten", "choose a new folder");
}

fs::path without_trailing_slash(const fs::path& path) {
  const auto absolute = fs::absolute(path).lexically_normal();
  return absolute.has_filename() ? absolute : absolute.parent_path();
}

cli::Outcome<FoundationTerms> terms_of(const InitOptions& options, Instant now) {
  const auto algorithm = crypto::algorithm_from_name(options.algorithm);
  if (!algorithm) return cli::usage("--alg is Ed25519 or ES256, not " + options.algorithm);
  const bool test = options.environment == trust::name(trust::Environment::kTest);
  if (!test && options.environment != trust::name(trust::Environment::kProduction)) {
    return cli::usage("--environment is test or production, not " + options.environment);
  }
  auto end = Day::from_yyyymmdd((Day::of(now).yyyymmdd() / 10'000 + kYears) * 10'000 + 101);
  if (!options.valid_until.empty()) end = Day::from_text(options.valid_until);
  if (!end) return cli::usage("--valid-until: " + end.error().detail, "give a day as 2036-01-01");
  if (end->start() <= now) return cli::usage("--valid-until " + end->to_text() + " is not after now");
  return FoundationTerms{test ? trust::Environment::kTest : trust::Environment::kProduction, now,
                         end->start(), *algorithm};
}

cli::Outcome<void> fill(const fs::path& folder, const Authority& authority, const Foundation& made,
                        const SecretBytes& passphrase, crypto::RandomSource& random) {
  CLI_CHECK(cli::write_new_file(folder / "authority.json", as_bytes(to_json(authority)), cli::Mode::kPublic));
  CLI_CHECK(cli::make_folder(folder / "trust", cli::Mode::kPublic));
  const Bytes roots[] = {made.root};
  CLI_CHECK(write_trust(folder, roots, made.issuers));
  cli::Progress progress("sealing keys", made.offline.size() + made.daily.size());
  std::size_t done = 0;
  for (const auto& [name, keys] : {std::pair{"offline", &made.offline}, std::pair{"keys", &made.daily}}) {
    CLI_CHECK(cli::make_folder(folder / name, cli::Mode::kPrivate));
    for (const auto& key : *keys) {
      CLI_CHECK(write_key(folder / name, key.name, key.purpose, key.key, passphrase, random));
      progress.step(++done);
    }
  }
  return create_registry(folder / "registry.sqlite");
}

}  // namespace

cli::Outcome<void> init(const Common& common, const InitOptions& options, const cli::Console& console) {
  CLI_TRY(const auto named, cli::store_path(cli::StoreKind::kIssuer, common.store));
  const auto target = without_trailing_slash(named);
  CLI_TRY(const auto clock, cli::clock(common.at));
  CLI_CHECK(check_target(target));
  CLI_TRY(const auto terms, terms_of(options, clock.now));
  CLI_TRY(const Bytes authority_json, cli::read_file(options.authority, kMaxAuthority));
  CLI_TRY(const auto authority, parse_authority(as_text(authority_json), options.authority));
  CLI_TRY(const auto passphrase,
          cli::read_passphrase(common.passphrase_file, "Passphrase for all keys", true));
  if (clock.given) console.note("the clock is given: " + to_text(clock.now));

  crypto::SystemRandom random;
  auto made = make_foundation(authority, terms, random);
  if (!made) return cli::refused("cannot make the authority", made.error());
  std::error_code ignored;
  fs::create_directories(target.parent_path(), ignored);
  const auto suffix = codec::to_hex(random.take<4>());
  Scaffold scaffold(target.parent_path() / ("." + target.filename().string() + ".new-" + suffix));
  CLI_CHECK(cli::make_store(cli::StoreKind::kIssuer, scaffold.path(),
                            [&] { return fill(scaffold.path(), authority, *made, passphrase, random); }));
  const auto root = trust::Root::open_first(made->root);
  if (!root) return cli::refused("the new root does not read back", root.error());
  CLI_CHECK(scaffold.move_to(target));

  const auto fingerprint = codec::to_hex(root->identity());
  const auto environment = trust::name(terms.environment);
  if (common.json) {
    say("{{\"store\":{},\"environment\":\"{}\",\"fingerprint\":\"{}\",\"valid_until\":\"{}\",{}}}\n",
        json_string(target.string()), environment, fingerprint, to_text(terms.until), clock_json(clock));
    return {};
  }
  say("authority    {} ({})\nstore        {}\nenvironment  {}\nvalid        {} until before {}\nfingerprint  "
      "{}\n",
      authority.iss, authority.name_en, target.string(), environment, china_time(terms.from),
      china_time(terms.until), grouped(fingerprint));
  console.note("the fingerprint is what verifiers compare: publish it by a way of its own");
  console.hint("move " + (target / "offline").string() +
               " away from this machine now, to two places without a network: any two of its root keys are "
               "the authority");
  console.hint("next: cred-issuer mint FILE --store " + named.string() +
               " --out DIR, then cred-issuer publish");
  return {};
}

}  // namespace cred::issuer
