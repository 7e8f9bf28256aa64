// SPDX-License-Identifier: Apache-2.0
// A holder's folder: kind, and wallet.cbor, one file sealed under the passphrase
// (docs/formats/wallet-file.md). In it: the device's key, the root this wallet believes, the permits. Whoever
// changes an octet, swaps a permit or guesses the passphrase gets the same answer; nobody reads anything
// without it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "cli/failure.h"
#include "cred/base/secret.h"
#include "cred/crypto/random.h"
#include "cred/crypto/software_signer.h"
#include "cred/present.h"
#include "cred/trust/root.h"

namespace cred::holder {

class Wallet {
 public:
  /// A new folder with a new device key. Refused when the folder holds anything.
  static cli::Outcome<void> create(const std::filesystem::path& folder, crypto::Algorithm algorithm,
                                   const trust::Root& root, const SecretBytes& passphrase,
                                   crypto::RandomSource& random);
  static cli::Outcome<Wallet> open(const std::filesystem::path& folder, const SecretBytes& passphrase);

  crypto::Signer& device() { return *device_; }
  const crypto::Signer& device() const { return *device_; }
  const trust::Root& root() const { return root_; }
  const std::vector<HeldPermit>& permits() const { return permits_; }

  /// The one `wanted` names (document id or permit number), or the only one when it names none.
  cli::Outcome<const HeldPermit*> find(std::string_view wanted) const;

  /// Takes the place of an older document of the same permit; an older one than is held is refused. `root`:
  /// the one that vouched. On disk only after save().
  cli::Outcome<void> keep(HeldPermit permit, trust::Root root);
  cli::Outcome<void> save(const SecretBytes& passphrase, crypto::RandomSource& random) const;

  /// What the seal protects, and the wallet that it says: one the other way round.
  SecretBytes content() const;
  static Result<Wallet> read(const std::filesystem::path& folder, BytesView content);

 private:
  Wallet(std::filesystem::path folder, crypto::PrivateKey key, std::unique_ptr<crypto::Signer> device,
         trust::Root root, std::vector<HeldPermit> permits)
      : folder_(std::move(folder)),
        key_(std::move(key)),
        device_(std::move(device)),
        root_(std::move(root)),
        permits_(std::move(permits)) {}

  std::filesystem::path folder_;
  crypto::PrivateKey key_;
  std::unique_ptr<crypto::Signer> device_;
  trust::Root root_;
  std::vector<HeldPermit> permits_;
};

}  // namespace cred::holder
