// SPDX-License-Identifier: Apache-2.0
// The key files of a store: NAME.key sealed (docs/formats/key-file.md), NAME.purpose beside it for everybody
// to read. Never overwritten.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/failure.h"
#include "cred/base/secret.h"
#include "cred/crypto/random.h"
#include "cred/crypto/signer.h"
#include "cred/crypto/software_signer.h"

namespace cred::issuer {

struct KeyFile {
  std::string name;
  std::string purpose;  // "permits", "status", "register", "log", "head"
  Bytes sealed;
  crypto::PublicKey key;  // as the file says; unlock() proves it
};

/// [A-Za-z0-9._-]{1,32}, no dot in front.
cli::Outcome<void> check_key_name(std::string_view name);

cli::Outcome<void> write_key(const std::filesystem::path& folder, std::string_view name,
                             std::string_view purpose, const crypto::PrivateKey& key,
                             const SecretBytes& passphrase, crypto::RandomSource& random);

cli::Outcome<KeyFile> read_key(const std::filesystem::path& folder, std::string_view name);
/// Sorted by name.
cli::Outcome<std::vector<KeyFile>> read_keys(const std::filesystem::path& folder);

cli::Outcome<std::unique_ptr<crypto::Signer>> unlock(const KeyFile& file, const SecretBytes& passphrase);

/// The thumbprint in hexadecimal: what people compare.
std::string thumbprint_text(const crypto::PublicKey& key);
/// Groups of four digits, to be read aloud.
std::string grouped(std::string_view hex);

}  // namespace cred::issuer
