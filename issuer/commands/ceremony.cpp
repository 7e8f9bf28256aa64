// SPDX-License-Identifier: Apache-2.0
// From draft to current: sign, carry back, adopt, or take back. Whatever is signed is shown first.
#include "issuer/ceremony.h"

#include "cli/passphrase.h"
#include "cli/store.h"
#include "issuer/commands/commands.h"
#include "issuer/key_reference.h"

namespace cred::issuer {

namespace {

/// On a machine with only a draft and a key there is no store, and none is named.
cli::Outcome<std::optional<Session>> open_if_named(const Common& common, const cli::Console& console) {
  if (!cli::store_path(cli::StoreKind::kIssuer, common.store)) return std::optional<Session>();
  CLI_TRY(auto session, open(common, console));
  return std::optional<Session>(std::move(session));
}

void say_all(const cli::Lines& lines) {
  for (const auto& line : lines) say("{}\n", line);
}

/// Merges into the draft of the store, or becomes it when the store has none.
cli::Outcome<trust::Draft> merged(const Store& store, const trust::Draft& copy, const std::string& file) {
  CLI_TRY(auto own, read_draft(store));
  if (!own) {
    CLI_CHECK(check_fits(store, copy));
    return copy;
  }
  if (const auto taken = own->merge(copy); !taken)
    return cli::refused(file, taken.error(), "sign a copy of trust/next.draft as it is now");
  return std::move(*own);
}

void hint_next(const trust::Draft& draft, const std::string& file, const cli::Console& console) {
  for (const auto part : {trust::DraftPart::kRoot, trust::DraftPart::kIssuers}) {
    for (const auto& quorum : draft.quorums(part)) {
      if (quorum.met()) continue;
      console.hint(fmt::format(
          "{} needs {} more: carry {} to the next key holder, who runs `cred-issuer {} sign FILE --key KEY`",
          quorum.role, quorum.threshold - quorum.signed_by, file, name(part)));
    }
  }
}

cli::Outcome<void> finish(Store& store, trust::Draft draft, const cli::Console& console) {
  const bool was_empty = draft.empty();
  CLI_TRY(const auto said, keep_draft(store, std::move(draft)));
  say_all(said);
  CLI_TRY(const auto left, read_draft(store));
  if (left) hint_next(*left, draft_path(store).string(), console);
  if (!said.empty()) console.hint("next: cred-issuer publish, so that verifiers learn of it");
  if (was_empty) console.note("nothing is being changed");
  return {};
}

}  // namespace

cli::Outcome<void> sign_draft(trust::DraftPart part, const Common& common, const CeremonyOptions& options,
                              const cli::Console& console) {
  CLI_TRY(auto session, open_if_named(common, console));
  if (options.files.empty() && !session)
    return cli::usage("give the draft FILE, or --store for the draft of a store");
  const auto file = options.files.empty() ? draft_path(session->store).string() : options.files.front();
  CLI_TRY(auto draft, read_draft_file(file));
  if (session) CLI_CHECK(check_fits(session->store, draft));
  CLI_TRY(const auto key, find_sealed_key(session ? &session->store : nullptr, options.key));
  say("{}", summary(draft));
  if (!session && draft.root().content().environment == trust::Environment::kTest)
    console.note("TEST 测试: what this authority issues is not valid");
  CLI_TRY(const auto passphrase,
          cli::read_passphrase(common.passphrase_file, "Passphrase of key " + key.name, false));
  CLI_TRY(const auto signer, unlock(key, passphrase));
  if (const auto added = draft.sign(part, *signer); !added)
    return cli::refused("key " + key.name + " did not sign", added.error());
  CLI_CHECK(write_draft_file(file, draft));
  say("signed by    {}\n", cli::kid_text(key.key));
  if (!session) {
    hint_next(draft, file, console);
    console.hint("carry the file back and run `cred-issuer " + std::string(name(part)) + " adopt FILE`");
    return {};
  }
  CLI_TRY(auto all, merged(session->store, draft, file));
  return finish(session->store, std::move(all), console);
}

cli::Outcome<void> adopt_drafts(const Common& common, const CeremonyOptions& options,
                                const cli::Console& console) {
  CLI_TRY(auto session, open(common, console));
  CLI_TRY(auto draft, read_draft(session.store));
  for (const auto& file : options.files) {
    CLI_TRY(auto copy, read_draft_file(file));
    if (!draft) {
      CLI_CHECK(check_fits(session.store, copy));
      draft = std::move(copy);
    } else if (const auto taken = draft->merge(copy); !taken) {
      return cli::refused(file, taken.error(), "sign a copy of trust/next.draft as it is now");
    }
  }
  if (!draft) return cli::refused("nothing is being changed, and no FILE was given");
  say("{}", summary(*draft));
  return finish(session.store, std::move(*draft), console);
}

cli::Outcome<void> discard_draft(trust::DraftPart part, const Common& common, const cli::Console& console) {
  CLI_TRY(auto session, open(common, console));
  const auto path = draft_path(session.store);
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return cli::refused("there is no draft");
  auto draft = read_draft_file(path);
  if (draft) draft->drop(part);
  // One that does not read or no longer fits goes as a whole.
  if (draft && !draft->empty() && check_fits(session.store, *draft)) {
    CLI_CHECK(write_draft_file(path, *draft));
  } else if (!std::filesystem::remove(path, error)) {
    return cli::outside("cannot remove " + path.string() + ": " + error.message());
  }
  say("discarded\n");
  return {};
}

cli::Outcome<void> draft_show(const Common& common, const CeremonyOptions& options,
                              const cli::Console& console) {
  if (!options.files.empty()) {
    CLI_TRY(const auto draft, read_draft_file(options.files.front()));
    say("{}", summary(draft));
    return {};
  }
  CLI_TRY(auto session, open(common, console));
  CLI_TRY(const auto draft, read_draft(session.store));
  say("{}", draft ? summary(*draft) : std::string("nothing is being changed\n"));
  return {};
}

}  // namespace cred::issuer
