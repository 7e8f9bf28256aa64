// SPDX-License-Identifier: Apache-2.0
#include "issuer/trust_state.h"

#include "cli/files.h"
#include "cred/trust/bundle_file.h"

namespace cred::issuer {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kFile = "trust/current.cbor";
// What `init` of 0.1.0 wrote before there was a second root: read for ever, written no more.
constexpr std::string_view kFirstRoot = "trust/root.cbor";
constexpr std::string_view kFirstIssuers = "trust/issuers.cbor";
constexpr std::size_t kMaxState = trust::kMaxRoots * trust::kMaxRoot + trust::kMaxIssuers;

tl::unexpected<cli::Failure> damaged(const Error& error) {
  return cli::refused(std::string(kFile), error, "restore the file from a backup of this store");
}

Result<trust::Root> follow(std::span<const BytesView> messages) {
  CRED_TRY(auto root, trust::Root::open_first(messages.front()));
  for (const auto message : messages.subspan(1)) {
    CRED_TRY(root, trust::Root::open_next(message, root));
  }
  return root;
}

/// The content of the one file, made of the two where there is none yet.
cli::Outcome<Bytes> read_state(const fs::path& store) {
  std::error_code error;
  if (fs::exists(store / kFile, error) || !fs::exists(store / kFirstRoot, error))
    return cli::read_file(store / kFile, kMaxState);
  CLI_TRY(const Bytes root, cli::read_file(store / kFirstRoot, trust::kMaxRoot));
  CLI_TRY(const Bytes issuers, cli::read_file(store / kFirstIssuers, trust::kMaxIssuers));
  return trust::encode(trust::BundleFile{.roots = {root}, .issuers = issuers, .head = {}, .members = {}});
}

}  // namespace

cli::Outcome<TrustState> read_trust(const fs::path& store) {
  CLI_TRY(const Bytes content, read_state(store));
  const auto file = trust::BundleFile::parse(content);
  if (!file) return damaged(file.error());
  auto root = follow(file->roots);
  if (!root) return damaged(root.error());
  auto issuers = trust::Issuers::open(file->issuers, *root);
  if (!issuers) return damaged(issuers.error());
  std::vector<Bytes> roots;
  for (const auto message : file->roots) roots.push_back(to_bytes(message));
  return TrustState{std::move(roots), std::move(*root), std::move(*issuers)};
}

cli::Outcome<void> write_trust(const fs::path& store, std::span<const Bytes> roots, BytesView issuers) {
  const trust::BundleFile file{
      .roots = {roots.begin(), roots.end()}, .issuers = issuers, .head = {}, .members = {}};
  return cli::write_file(store / kFile, trust::encode(file));
}

}  // namespace cred::issuer
