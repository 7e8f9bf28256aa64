// SPDX-License-Identifier: Apache-2.0
#include "holder/wallet.h"

#include <algorithm>

#include "cli/files.h"
#include "cli/store.h"
#include "cred/cbor/decode.h"
#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/cose/key.h"
#include "cred/cose/seal.h"

namespace cred::holder {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPrivateKeySize = 32;
constexpr std::size_t kMostPermits = 64;

fs::path wallet_file(const fs::path& folder) {
  return folder / "wallet.cbor";
}

/// What the seal protects: [algorithm, private key, root, [* [issuer's key, credential]]].
SecretBytes encode(const crypto::PrivateKey& key, const trust::Root& root,
                   const std::vector<HeldPermit>& permits) {
  cbor::Encoder out;
  out.reserve(cose::kMaxWallet);  // never moved, so one wipe is enough
  out.array(4).integer(crypto::to_cose(key.algorithm)).bytes(key.secret.reveal()).bytes(root.message());
  out.array(permits.size());
  for (const auto& permit : permits) {
    out.array(2);
    cose::encode_key(out, permit.issuer_key());
    out.bytes(permit.token());
  }
  Bytes plain = out.take();
  auto content = SecretBytes::copy_of(plain);
  wipe(plain);
  return content;
}

tl::unexpected<cli::Failure> unreadable(const Error& error) {
  return cli::refused("wallet.cbor", error, "restore the wallet's folder from a copy, or enrol a new wallet");
}

Result<std::vector<HeldPermit>> read_permits(const cbor::Item& item, const crypto::PublicKey& device) {
  cbor::ArrayReader in(item, "permits", Reason::kKeyFile);
  if (in.size() > kMostPermits) in.refuse("more permits than a wallet holds");
  std::vector<HeldPermit> permits;
  while (in.more()) {
    cbor::ArrayReader pair(in.next(), "permit", Reason::kKeyFile);
    const auto issuer_item = pair.next();
    const auto token = pair.next_bytes();
    CRED_CHECK(pair.finish());
    CRED_TRY(const auto issuer, cose::parse_key(issuer_item, Reason::kKeyFile));
    CRED_TRY(auto permit, HeldPermit::reopen(to_bytes(token), issuer, device));
    permits.push_back(std::move(permit));
  }
  CRED_CHECK(in.finish());
  return permits;
}

cli::Outcome<void> write(const fs::path& folder, const SecretBytes& content, const SecretBytes& passphrase,
                         crypto::RandomSource& random) {
  const auto sealed = cose::seal_wallet(content, passphrase, random);
  if (!sealed) return cli::refused("the wallet", sealed.error());
  return cli::write_file(wallet_file(folder), *sealed, cli::Mode::kPrivate);
}

}  // namespace

cli::Outcome<void> Wallet::create(const fs::path& folder, crypto::Algorithm algorithm,
                                  const trust::Root& root, const SecretBytes& passphrase,
                                  crypto::RandomSource& random) {
  CLI_CHECK(cli::make_store(cli::StoreKind::kHolder, folder));
  const auto key = crypto::generate_private_key(algorithm, random);
  return write(folder, encode(key, root, {}), passphrase, random);
}

cli::Outcome<Wallet> Wallet::open(const fs::path& folder, const SecretBytes& passphrase) {
  CLI_CHECK(cli::check_store(cli::StoreKind::kHolder, folder));
  CLI_TRY(const auto file, cli::read_file(wallet_file(folder), cose::kMaxWallet));
  const auto content = cose::unseal_wallet(file, passphrase);
  if (!content && content.error().reason == Reason::kPassphrase)
    return cli::refused("wallet.cbor", content.error(), "type the passphrase again; nothing was lost");
  if (!content) return unreadable(content.error());
  return read(folder, content->reveal());
}

cli::Outcome<Wallet> Wallet::read(const fs::path& folder, BytesView content) {
  const auto item = cbor::decode(content, cbor::Limits::own(cose::kMaxWallet));
  if (!item) return unreadable(item.error());
  cbor::ArrayReader in(*item, "wallet", Reason::kKeyFile);
  const auto algorithm = crypto::algorithm_from_cose(in.next_integer());
  const auto secret = in.next_bytes(kPrivateKeySize);
  const auto root_message = in.next_bytes();
  const auto permits_item = in.next();
  if (!algorithm) in.refuse("a key of another algorithm");
  if (const auto finished = in.finish(); !finished) return unreadable(finished.error());

  crypto::PrivateKey key{*algorithm, SecretBytes::copy_of(secret)};
  auto device = crypto::make_software_signer(key);
  if (!device) return unreadable(device.error());
  auto root = trust::Root::open_first(root_message);
  if (!root) return unreadable(root.error());
  auto permits = read_permits(permits_item, (*device)->public_key());
  if (!permits) return unreadable(permits.error());
  return Wallet(folder, std::move(key), std::move(*device), std::move(*root), std::move(*permits));
}

cli::Outcome<const HeldPermit*> Wallet::find(std::string_view wanted) const {
  const HeldPermit* found = nullptr;
  for (const auto& permit : permits_) {
    if (permit.claims().sub != wanted && permit.permit().work.permit_number != wanted && !wanted.empty())
      continue;
    if (found != nullptr)
      return cli::usage("there are several permits in this wallet",
                        "name one; `cred-holder list` shows them");
    found = &permit;
  }
  if (found != nullptr) return found;
  if (wanted.empty())
    return cli::refused("this wallet holds no permit", "enrol it and receive one: `cred-holder enrol`");
  return cli::refused("there is no permit " + std::string(wanted), "`cred-holder list` shows them");
}

cli::Outcome<void> Wallet::keep(HeldPermit permit, trust::Root root) {
  const auto same = std::ranges::find_if(permits_, [&](const HeldPermit& held) {
    return held.claims().iss == permit.claims().iss &&
           held.permit().work.permit_number == permit.permit().work.permit_number;
  });
  root_ = std::move(root);
  if (same == permits_.end()) {
    if (permits_.size() == kMostPermits) return cli::refused("this wallet is full");
    permits_.push_back(std::move(permit));
    return {};
  }
  if (same->claims().iat > permit.claims().iat) {
    return cli::refused(
        "this wallet holds a newer document of the same permit, of " + to_text(same->claims().iat),
        "ask for the newest one");
  }
  *same = std::move(permit);
  return {};
}

SecretBytes Wallet::content() const {
  return encode(key_, root_, permits_);
}

cli::Outcome<void> Wallet::save(const SecretBytes& passphrase, crypto::RandomSource& random) const {
  return write(folder_, content(), passphrase, random);
}

}  // namespace cred::holder
