// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"
#include "cli/fingerprint.h"
#include "cli/passphrase.h"
#include "cli/store.h"
#include "cred/codec/hex.h"
#include "holder/commands/commands.h"
#include "holder/json.h"

namespace cred::holder {

cli::Outcome<void> init(const Common& common, const InitOptions& options, const cli::Console& console) {
  CLI_TRY(const auto folder, cli::store_path(cli::StoreKind::kHolder, common.store));
  const auto algorithm = crypto::algorithm_from_name(options.algorithm);
  if (!algorithm) return cli::usage("--alg is ES256 or Ed25519, not " + options.algorithm);
  CLI_TRY(const auto message, cli::read_file(options.root, trust::kMaxRoot));
  const auto root = trust::Root::open_first(message);
  if (!root) return cli::refused(options.root, root.error(), "ask the authority for its root file again");
  const auto fingerprint = codec::to_hex(root->identity());
  if (!options.fingerprint.empty() && cli::bare_hex(options.fingerprint) != fingerprint) {
    return cli::refused("this root is another one (fingerprint): " + cli::grouped(fingerprint) +
                            ", expected " + cli::grouped(cli::bare_hex(options.fingerprint)),
                        "do not use it; ask the authority which one is right");
  }
  std::error_code error;
  if (std::filesystem::is_directory(folder, error) && !std::filesystem::is_empty(folder, error)) {
    return cli::refused(folder.string() + " is there already and is not empty", "choose a new folder");
  }
  CLI_TRY(const auto passphrase,
          cli::read_passphrase(common.passphrase_file, "Passphrase for the wallet", true));
  crypto::SystemRandom random;
  CLI_CHECK(Wallet::create(folder, *algorithm, *root, passphrase, random));
  if (common.json)
    say("{}\n", wallet_json(folder.string(), *algorithm, *root));
  else
    say("wallet       {}\ndevice key   {}\nenvironment  {}\nfingerprint  {}\n", folder.string(),
        crypto::name(*algorithm), trust::name(root->content().environment), cli::grouped(fingerprint));
  if (options.fingerprint.empty())
    console.hint("compare the fingerprint with the authority's by another way before you rely on it");
  console.hint("next: cred-holder enrol --iss NAME --nonce NONCE --card SERIAL -o FILE");
  return {};
}

}  // namespace cred::holder
