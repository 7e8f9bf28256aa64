// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"
#include "cli/store.h"
#include "cred/update.h"
#include "holder/commands/commands.h"
#include "holder/json.h"

namespace cred::holder {

namespace {

constexpr std::size_t kMaxCredential = 4096;  // octets; a wallet credential has at most 2,860

/// What the authority says today of who may sign, as far as the wallet's root vouches for it.
cli::Outcome<trust::Bundle> read_bundle(const std::string& file, const trust::Root& root, Instant now) {
  CLI_TRY(const auto mapped, cli::MappedFile::open(file));
  const auto parsed = trust::BundleFile::parse(mapped.bytes());
  if (!parsed) return cli::refused(file, parsed.error(), "get a new bundle from the authority");
  const auto nothing_held = [](const crypto::Digest&) { return BytesView(); };
  auto updated = cred::update({&root, nullptr, {}}, *parsed, nothing_held, now, false);
  if (!updated) return cli::refused(file, updated.error(), "get a new bundle from the authority");
  return std::move(updated->accepted.bundle);
}

}  // namespace

cli::Outcome<void> receive(const Common& common, const ReceiveOptions& options, const cli::Console& console) {
  CLI_TRY(const auto folder, cli::store_path(cli::StoreKind::kHolder, common.store));
  CLI_CHECK(cli::check_store(cli::StoreKind::kHolder, folder));
  CLI_TRY(const auto lock, cli::StoreLock::take(folder));
  CLI_TRY(auto session, open(common, console));
  auto& wallet = session.wallet;
  CLI_TRY(auto token, cli::read_file(options.file, kMaxCredential));
  CLI_TRY(const auto bundle, read_bundle(options.bundle, wallet.root(), session.clock.now));
  auto permit =
      HeldPermit::receive(std::move(token), bundle, wallet.device().public_key(), session.clock.now);
  if (!permit) {
    return cli::refused(options.file + " is not kept", permit.error(),
                        "ask the authority for it again, and say what this says");
  }
  const std::string document(permit->claims().sub);
  const auto until = permit->permit().terms.valid_until;
  const auto json = permit_json(*permit, wallet.root().content().environment, session.clock);
  CLI_CHECK(wallet.keep(std::move(*permit), bundle.root()));
  crypto::SystemRandom random;
  CLI_CHECK(wallet.save(session.passphrase, random));
  if (common.json)
    say("{}\n", json);
  else
    say("received  {}\nvalid     until {}\n", document, until.to_text());
  console.hint("read what is in it: cred-holder show. Something wrong? Do not use it, call the authority");
  console.hint("it counts once the authority has published and verifiers have updated");
  return {};
}

}  // namespace cred::holder
