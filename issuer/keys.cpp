// SPDX-License-Identifier: Apache-2.0
#include "issuer/keys.h"

#include <algorithm>

#include "cli/files.h"
#include "cred/codec/hex.h"
#include "cred/cose/key.h"
#include "cred/cose/seal.h"

namespace cred::issuer {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kEnding = ".key";

fs::path key_path(const fs::path& folder, std::string_view name) {
  return folder / (std::string(name) + std::string(kEnding));
}
fs::path purpose_path(const fs::path& folder, std::string_view name) {
  return folder / (std::string(name) + ".purpose");
}

}  // namespace

cli::Outcome<void> check_key_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  };
  if (!name.empty() && name.size() <= 32 && name.front() != '.' &&
      std::all_of(name.begin(), name.end(), allowed)) {
    return {};
  }
  return cli::usage("a key's name is 1 to 32 letters, digits, dots, underscores and hyphens, not " +
                    std::string(name));
}

cli::Outcome<void> write_key(const fs::path& folder, std::string_view name, std::string_view purpose,
                             const crypto::PrivateKey& key, const SecretBytes& passphrase,
                             crypto::RandomSource& random) {
  const auto path = key_path(folder, name);
  std::error_code error;
  if (fs::exists(fs::symlink_status(path, error))) {
    return cli::refused(path.string() + " is there already and is never overwritten", "choose another name");
  }
  const auto sealed = cose::seal(key, passphrase, random);
  if (!sealed) return cli::refused("key " + std::string(name), sealed.error());
  // The purpose first: a key file that is there is complete.
  CLI_CHECK(cli::write_file(purpose_path(folder, name), as_bytes(std::string(purpose) + "\n")));
  auto written = cli::write_new_file(path, *sealed, cli::Mode::kPrivate);
  if (!written) fs::remove(purpose_path(folder, name), error);
  return written;
}

cli::Outcome<KeyFile> read_key(const fs::path& folder, std::string_view name) {
  CLI_CHECK(check_key_name(name));
  const auto path = key_path(folder, name);
  std::error_code error;
  if (!fs::exists(path, error)) {
    return cli::refused("there is no key " + std::string(name),
                        "`cred-issuer key list` shows the keys of this store");
  }
  CLI_TRY(Bytes sealed, cli::read_file(path, cose::kMaxKeyFile));
  const auto key = cose::sealed_public_key(sealed);
  if (!key) return cli::refused(path.string(), key.error());
  constexpr std::size_t kLongestPurpose = 16;
  CLI_TRY(const Bytes line, cli::read_file(purpose_path(folder, name), kLongestPurpose));
  const auto purpose = as_text(line);
  return KeyFile{std::string(name), std::string(purpose.substr(0, purpose.find('\n'))), std::move(sealed),
                 *key};
}

cli::Outcome<std::vector<KeyFile>> read_keys(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const auto file = entry->path().filename().string();
    if (file.ends_with(kEnding) && !file.starts_with('.'))
      names.push_back(file.substr(0, file.size() - kEnding.size()));
  }
  if (error) return cli::outside("cannot list " + folder.string() + ": " + error.message());
  std::sort(names.begin(), names.end());
  std::vector<KeyFile> keys;
  for (const auto& name : names) {
    CLI_TRY(auto key, read_key(folder, name));
    keys.push_back(std::move(key));
  }
  return keys;
}

cli::Outcome<std::unique_ptr<crypto::Signer>> unlock(const KeyFile& file, const SecretBytes& passphrase) {
  const auto key = cose::unseal(file.sealed, passphrase);
  if (!key) return cli::refused("key " + file.name, key.error());
  auto signer = crypto::make_software_signer(*key);
  if (!signer) return cli::refused("key " + file.name, signer.error());
  return std::move(*signer);
}

std::string thumbprint_text(const crypto::PublicKey& key) {
  return codec::to_hex(cose::thumbprint(key).value());
}

std::string grouped(std::string_view hex) {
  std::string text;
  for (std::size_t i = 0; i < hex.size(); i += 4) {
    if (i > 0) text += ' ';
    text += hex.substr(i, 4);
  }
  return text;
}

}  // namespace cred::issuer
