// SPDX-License-Identifier: Apache-2.0
#include "issuer/ceremony.h"

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/system.h"
#include "cred/codec/hex.h"
#include "cred/trust/spared_list.h"

namespace cred::issuer {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kDiscard =
    "`cred-issuer root discard` or `issuers discard` takes it back; then make the change again";

std::string versions(const trust::Root& root, const trust::Issuers& issuers) {
  return fmt::format("root {} and issuers {}", root.content().version, issuers.content().version);
}

void append_changes(std::string& text, const cli::Lines& lines) {
  if (lines.empty()) text += "  (the same content, signed anew)\n";
  for (const auto& line : lines) text += "  " + line + "\n";
}

void append_spared(std::string& text, const trust::Draft& draft) {
  for (const auto& list : draft.spared_lists()) {
    text += fmt::format("  spared list {}: {} permits\n", codec::to_hex(crypto::sha256(list)).substr(0, 16),
                        list.size() / trust::kSparedEntry);
  }
}

void append_quorums(std::string& text, const trust::Draft& draft, trust::DraftPart part) {
  for (const auto& quorum : draft.quorums(part)) {
    text += fmt::format("  {}: {} of {} signatures{}\n", quorum.role, quorum.signed_by, quorum.threshold,
                        quorum.met() ? ", enough" : "");
  }
}

}  // namespace

fs::path draft_path(const Store& store) {
  return store.path() / "trust" / "next.draft";
}

fs::path spared_path(const Store& store, const crypto::Digest& hash) {
  return store.path() / "trust" / "spared" / codec::to_hex(hash);
}

cli::Outcome<trust::Draft> read_draft_file(const fs::path& file) {
  CLI_TRY(const auto mapped, cli::MappedFile::open(file));
  auto draft = trust::Draft::parse(mapped.bytes());
  if (!draft) return cli::refused(file.string() + " is no draft that can be signed", draft.error());
  return std::move(*draft);
}

cli::Outcome<void> write_draft_file(const fs::path& file, const trust::Draft& draft) {
  return cli::write_file(file, draft.encode());
}

cli::Outcome<void> check_fits(const Store& store, const trust::Draft& draft) {
  if (draft.root().identity() == store.root().identity() &&
      draft.issuers().identity() == store.issuers().identity()) {
    return {};
  }
  return cli::refused(
      fmt::format("the draft no longer fits: it was made on {}, the store holds {}",
                  versions(draft.root(), draft.issuers()), versions(store.root(), store.issuers())),
      std::string(kDiscard));
}

cli::Outcome<std::optional<trust::Draft>> read_draft(const Store& store) {
  std::error_code error;
  if (!fs::exists(draft_path(store), error)) return std::optional<trust::Draft>();
  CLI_TRY(auto draft, read_draft_file(draft_path(store)));
  CLI_CHECK(check_fits(store, draft));
  return std::optional<trust::Draft>(std::move(draft));
}

cli::Outcome<trust::Draft> editable_draft(const Store& store, trust::DraftPart part) {
  CLI_TRY(auto draft, read_draft(store));
  if (!draft) return trust::Draft(store.root(), store.issuers());
  if (const auto signatures = draft->signatures(part); signatures > 0) {
    return cli::refused(fmt::format("the draft has {} signature{} already, which this change would lose",
                                    signatures, signatures == 1 ? "" : "s"),
                        fmt::format("let it become current first, or `cred-issuer {} discard`", name(part)));
  }
  return std::move(*draft);
}

cli::Outcome<cli::Lines> keep_draft(Store& store, trust::Draft draft) {
  cli::Lines said;
  if (auto settled = draft.settle()) {
    // Spared lists first: a tombstone that is current finds its list.
    for (const auto& list : draft.spared_lists()) {
      const auto path = spared_path(store, crypto::sha256(list));
      CLI_CHECK(cli::make_folder(path.parent_path(), cli::Mode::kPublic));
      CLI_CHECK(cli::write_file(path, list));
    }
    CLI_CHECK(store.adopt(settled->root, settled->issuers));
    if (settled->root) said.push_back(fmt::format("root {} is current", store.root().content().version));
    if (settled->issuers)
      said.push_back(fmt::format("issuers {} are current", store.issuers().content().version));
    draft = std::move(settled->rest);
  }
  if (!draft.empty()) {
    CLI_CHECK(write_draft_file(draft_path(store), draft));
    return said;
  }
  std::error_code error;
  fs::remove(draft_path(store), error);
  if (error) return cli::system_failure("remove", draft_path(store), error.value());
  return said;
}

std::string summary(const trust::Draft& draft) {
  const auto& held = draft.root().content();
  auto text =
      fmt::format("environment  {}\nroot held    version {}, fingerprint {}\nissuers      version {}\n",
                  trust::name(held.environment), held.version,
                  grouped(codec::to_hex(draft.root().identity())), draft.issuers().content().version);
  if (const auto* next = draft.next_root()) {
    text += fmt::format("next root    version {}, issued {}\n", next->version, china_time(next->issued));
    append_changes(text, cli::root_changes(held, *next));
    append_quorums(text, draft, trust::DraftPart::kRoot);
  }
  if (const auto* next = draft.next_issuers()) {
    text += fmt::format("next issuers version {}, issued {}\n", next->version, china_time(next->issued));
    append_changes(text, cli::issuers_changes(&draft.issuers().content(), *next));
    append_spared(text, draft);
    append_quorums(text, draft, trust::DraftPart::kIssuers);
  }
  if (draft.empty()) text += "nothing is being changed\n";
  return text;
}

}  // namespace cred::issuer
