// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "cred/codec/hex.h"
#include "issuer/ceremony.h"
#include "issuer/commands/commands.h"
#include "issuer/key_reference.h"

namespace cred::issuer {

namespace {

std::string role_text(const trust::Role& role) {
  return fmt::format("{} of {}", role.threshold, role.keys.size());
}

struct Assignment {
  std::string role;
  std::string value;
};

cli::Outcome<Assignment> split(const std::string& text, std::string_view option) {
  const auto at = text.find('=');
  if (at == std::string::npos || at == 0 || at + 1 == text.size())
    return cli::usage(fmt::format("{} is ROLE={}, not {}", option, option == "--add" ? "KEY" : "N", text));
  return Assignment{text.substr(0, at), text.substr(at + 1)};
}

cli::Outcome<trust::Role*> role_of(trust::RootContent& root, const std::string& name) {
  if (name == "root") return &root.root;
  if (name == "issuers") return &root.issuers;
  if (name == "head") return &root.head;
  return cli::usage("a role is root, issuers or head, not " + name);
}

cli::Outcome<void> remove_key(const Store& store, trust::RootContent& root, const std::string& reference) {
  CLI_TRY(const auto found, find_public_key(store, reference));
  for (auto* role : {&root.root, &root.issuers, &root.head})
    if (std::erase(role->keys, found.key) > 0) return {};
  return cli::refused("key " + reference + " stands in no role of the root");
}

cli::Outcome<void> edit(const Store& store, trust::RootContent& root, const RootNextOptions& options) {
  for (const auto& reference : options.remove) CLI_CHECK(remove_key(store, root, reference));
  for (const auto& text : options.add) {
    CLI_TRY(const auto addition, split(text, "--add"));
    CLI_TRY(auto* role, role_of(root, addition.role));
    CLI_TRY(const auto found, find_public_key(store, addition.value));
    if (!found.purpose.empty() && found.purpose != addition.role) {
      return cli::refused(fmt::format("key {} was made for {}, not for {} (wrong-purpose)", addition.value,
                                      found.purpose, addition.role));
    }
    role->keys.push_back(found.key);
  }
  for (const auto& text : options.thresholds) {
    CLI_TRY(const auto threshold, split(text, "--threshold"));
    CLI_TRY(auto* role, role_of(root, threshold.role));
    std::uint64_t number = 0;
    const auto* end = threshold.value.data() + threshold.value.size();
    const auto [at, error] = std::from_chars(threshold.value.data(), end, number);
    if (error != std::errc() || at != end) return cli::usage("--threshold " + text + " has no number");
    role->threshold = number;
  }
  return {};
}

}  // namespace

cli::Outcome<void> root_show(const Common& common, const cli::Console& console) {
  CLI_TRY(const auto session, open(common, console));
  const auto& root = session.store.root();
  const auto& content = root.content();
  const auto fingerprint = codec::to_hex(root.identity());
  if (common.json) {
    say(R"({{"version":{},"environment":"{}","epoch":{},"issued":"{}","expires":"{}","fingerprint":"{}",{}}})"
        "\n",
        content.version, trust::name(content.environment), content.epoch, to_text(content.issued),
        to_text(content.expires), fingerprint, clock_json(session.clock));
    return {};
  }
  say("version      {}\nenvironment  {}\nepoch        {}\nissued       {}\nexpires      {}\n",
      content.version, trust::name(content.environment), content.epoch, china_time(content.issued),
      china_time(content.expires));
  say("thresholds   root {}, issuers {}, head {}\nfingerprint  {}\n", role_text(content.root),
      role_text(content.issuers), role_text(content.head), grouped(fingerprint));
  for (const auto& [name, role] : {std::pair{"root", &content.root}, std::pair{"issuers", &content.issuers},
                                   std::pair{"head", &content.head}}) {
    for (const auto& key : role->keys) {
      say("{:<8}key  {} {}\n", name, crypto::name(key.algorithm()), thumbprint_text(key));
    }
  }
  CLI_TRY(const auto draft, read_draft(session.store));
  if (draft && draft->next_root() != nullptr)
    console.note("a next root is being signed: `cred-issuer root draft` shows it");
  return {};
}

cli::Outcome<void> root_next(const Common& common, const RootNextOptions& options,
                             const cli::Console& console) {
  CLI_TRY(auto session, open(common, console));
  auto& store = session.store;
  CLI_TRY(auto draft, editable_draft(store, trust::DraftPart::kRoot));
  const auto& held = store.root().content();
  auto next = draft.next_root() != nullptr ? *draft.next_root() : held;
  next.version = held.version + 1;
  next.issued = session.clock.now;
  if (!options.valid_until.empty()) {
    const auto day = Day::from_text(options.valid_until);
    if (!day) return cli::usage("--valid-until: " + day.error().detail, "give a day as 2036-01-01");
    next.expires = day->start();
  }
  CLI_CHECK(edit(store, next, options));
  const bool new_head = !std::ranges::is_permutation(next.head.keys, held.head.keys);
  next.epoch = held.epoch + (new_head || options.new_epoch ? 1 : 0);
  if (const auto proposed = draft.propose(std::move(next)); !proposed)
    return cli::refused("this root cannot follow", proposed.error());
  if (draft.root_needs_issuers() && draft.next_issuers() == nullptr) {
    auto again = store.issuers().content();
    ++again.version;
    again.issued = session.clock.now;
    if (const auto proposed = draft.propose(std::move(again)); !proposed)
      return cli::refused("the issuers object cannot follow", proposed.error());
    console.note("the issuers object must be signed anew with it: it would not verify under the next root");
  }
  CLI_CHECK(write_draft_file(draft_path(store), draft));
  say("{}draft        {}\n", summary(draft), draft_path(store).string());
  console.hint(
      "next: cred-issuer root sign, here or on a copy of the draft, by the holders of the root keys");
  return {};
}

}  // namespace cred::issuer
