// SPDX-License-Identifier: Apache-2.0
#include "issuer/store.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "cli/store.h"

namespace cred::issuer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxAuthority = 64u << 10;  // octets
constexpr std::chrono::days kWarning{30};

std::string when(Instant end, Instant now) {
  if (end <= now) return "expired";
  const auto days = std::chrono::floor<std::chrono::days>(end - now).count();
  if (days == 0) return "expires within a day";
  return fmt::format("expires in {} day{}", days, days == 1 ? "" : "s");
}

}  // namespace

cli::Outcome<Store> Store::open(const fs::path& path) {
  CLI_CHECK(cli::check_store(cli::StoreKind::kIssuer, path));
  CLI_TRY(auto lock, cli::StoreLock::take(path));

  const auto authority_file = path / "authority.json";
  CLI_TRY(const Bytes authority_json, cli::read_file(authority_file, kMaxAuthority));
  CLI_TRY(auto authority, parse_authority(as_text(authority_json), authority_file.string()));

  CLI_TRY(auto trust, read_trust(path));
  CLI_TRY(auto registry, open_registry(path / "registry.sqlite"));
  return Store(path, std::move(lock), std::move(authority), std::move(trust), std::move(registry));
}

cli::Outcome<void> Store::adopt(const std::optional<trust::Root>& root,
                                const std::optional<trust::Issuers>& issuers) {
  auto next = trust_;
  if (root) {
    next.root = *root;
    next.roots.push_back(to_bytes(root->message()));
  }
  if (issuers) next.issuers = *issuers;
  CLI_CHECK(write_trust(path_, next.roots, next.issuers.message()));
  trust_ = std::move(next);
  return {};
}

const trust::Entry* Store::entry_of(const crypto::PublicKey& key) const {
  const auto* entry = issuers().find(cose::key_id(key));
  return entry != nullptr && entry->key == key ? entry : nullptr;
}

cli::Outcome<const trust::Entry*> Store::entry_for(const KeyFile& key, trust::Purpose purpose,
                                                   Instant now) const {
  const auto* entry = entry_of(key.key);
  if (entry == nullptr) {
    return cli::refused("key " + key.name +
                        " is not in the issuers object: nobody would believe what it signs");
  }
  if (entry->purpose != purpose) {
    return cli::refused(fmt::format("key {} is for {}, not for {} (wrong-purpose)", key.name,
                                    trust::name(entry->purpose), trust::name(purpose)));
  }
  if (const auto* tombstone = issuers().tombstone_of(cose::thumbprint(key.key))) {
    return cli::refused(fmt::format("key {} was withdrawn {}: \"{}\" (key-revoked)", key.name,
                                    china_time(tombstone->time), tombstone->reason));
  }
  if (now < entry->sign_from || now >= entry->sign_until) {
    return cli::refused(
        fmt::format("key {} may sign from {} until before {}, and now is {} (outside-signing-window)",
                    key.name, china_time(entry->sign_from), china_time(entry->sign_until), china_time(now)));
  }
  return entry;
}

cli::Outcome<std::vector<std::string>> Store::endings(Instant now) {
  std::map<Instant, std::vector<std::string>> ends;
  ends[root().content().expires].push_back("the root");
  ends[issuers().content().expires].push_back("the issuers object");
  for (const auto& entry : issuers().content().entries) {
    ends[entry.sign_until].push_back(fmt::format("the {} key", trust::name(entry.purpose)));
  }
  CLI_TRY(const auto head_expires, registry_->counter(Counter::kHeadExpires));
  if (head_expires != 0)
    ends[Instant(std::chrono::seconds(head_expires))].push_back("the last published bundle");

  std::vector<std::string> sentences;
  for (const auto& [end, what] : ends) {
    if (end - now >= kWarning) break;
    sentences.push_back(fmt::format("{} ({}): {}", when(end, now), china_time(end), fmt::join(what, ", ")));
  }
  return sentences;
}

}  // namespace cred::issuer
