// SPDX-License-Identifier: Apache-2.0
#include "holder/wallet.h"

#include <algorithm>

#include "cred/cbor/decode.h"
#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/cose/key.h"
#include "cred/cose/seal.h"

namespace cred::holder {

namespace {

constexpr std::size_t kPrivateKeySize = 32;
constexpr std::size_t kMostPermits = 64;

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

}  // namespace

Result<Wallet> Wallet::read(const std::filesystem::path& folder, BytesView content) {
  CRED_TRY(const auto item, cbor::decode(content, cbor::Limits::own(cose::kMaxWallet)));
  cbor::ArrayReader in(item, "wallet", Reason::kKeyFile);
  const auto algorithm = crypto::algorithm_from_cose(in.next_integer());
  const auto secret = in.next_bytes(kPrivateKeySize);
  const auto root_message = in.next_bytes();
  const auto permits_item = in.next();
  if (!algorithm) in.refuse("a key of another algorithm");
  CRED_CHECK(in.finish());

  crypto::PrivateKey key{*algorithm, SecretBytes::copy_of(secret)};
  CRED_TRY(auto device, crypto::make_software_signer(key));
  CRED_TRY(auto root, trust::Root::open_first(root_message));
  CRED_TRY(auto permits, read_permits(permits_item, device->public_key()));
  return Wallet(folder, std::move(key), std::move(device), std::move(root), std::move(permits));
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

/// [algorithm, private key, root, [* [issuer's key, credential]]].
SecretBytes Wallet::content() const {
  cbor::Encoder out;
  out.reserve(cose::kMaxWallet);  // never moved, so one wipe is enough
  out.array(4).integer(crypto::to_cose(key_.algorithm)).bytes(key_.secret.reveal()).bytes(root_.message());
  out.array(permits_.size());
  for (const auto& permit : permits_) {
    out.array(2);
    cose::encode_key(out, permit.issuer_key());
    out.bytes(permit.token());
  }
  Bytes plain = out.take();
  auto content = SecretBytes::copy_of(plain);
  wipe(plain);
  return content;
}

}  // namespace cred::holder
