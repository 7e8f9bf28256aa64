// SPDX-License-Identifier: Apache-2.0
// A wallet in its folder: one sealed file, read whole and written whole.
#include "cli/files.h"
#include "cli/store.h"
#include "cred/cose/seal.h"
#include "holder/wallet.h"

namespace cred::holder {

namespace fs = std::filesystem;

namespace {

fs::path wallet_file(const fs::path& folder) {
  return folder / "wallet.cbor";
}

tl::unexpected<cli::Failure> unreadable(const Error& error) {
  return cli::refused("wallet.cbor", error, "restore the wallet's folder from a copy, or enrol a new wallet");
}

}  // namespace

cli::Outcome<void> Wallet::create(const fs::path& folder, crypto::Algorithm algorithm,
                                  const trust::Root& root, const SecretBytes& passphrase,
                                  crypto::RandomSource& random) {
  auto key = crypto::generate_private_key(algorithm, random);
  auto device = crypto::make_software_signer(key);
  if (!device) return cli::refused("the wallet", device.error());
  const Wallet wallet(folder, std::move(key), std::move(*device), root, {});
  return cli::make_store(cli::StoreKind::kHolder, folder, [&] { return wallet.save(passphrase, random); });
}

cli::Outcome<Wallet> Wallet::open(const fs::path& folder, const SecretBytes& passphrase) {
  CLI_CHECK(cli::check_store(cli::StoreKind::kHolder, folder));
  CLI_TRY(const auto file, cli::read_file(wallet_file(folder), cose::kMaxWallet));
  const auto content = cose::unseal_wallet(file, passphrase);
  if (!content && content.error().reason == Reason::kPassphrase)
    return cli::refused("wallet.cbor", content.error(), "type the passphrase again; nothing was lost");
  if (!content) return unreadable(content.error());
  auto wallet = read(folder, content->reveal());
  if (!wallet) return unreadable(wallet.error());
  return std::move(*wallet);
}

cli::Outcome<void> Wallet::save(const SecretBytes& passphrase, crypto::RandomSource& random) const {
  const auto sealed = cose::seal_wallet(content(), passphrase, random);
  if (!sealed) return cli::refused("the wallet", sealed.error());
  return cli::write_file(wallet_file(folder_), *sealed, cli::Mode::kPrivate);
}

}  // namespace cred::holder
