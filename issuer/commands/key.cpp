// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/passphrase.h"
#include "cred/codec/hex.h"
#include "issuer/commands/commands.h"
#include "issuer/json.h"
#include "issuer/key_reference.h"

namespace cred::issuer {

namespace {

struct Standing {
  std::string purpose;
  std::string state;
};

/// The role that the root gives a key; "": none.
std::string_view role_of(const trust::RootContent& root, const crypto::PublicKey& key) {
  const std::pair<std::string_view, const trust::Role&> roles[] = {
      {"root", root.root}, {"issuers", root.issuers}, {"head", root.head}};
  for (const auto& [name, role] : roles)
    if (std::ranges::count(role.keys, key) > 0) return name;
  return "";
}

/// What is said of a key that verifiers are told nothing of.
Standing not_told(const KeyFile& file) {
  const bool of_an_entry = trust::purpose_from(file.purpose).has_value();
  return {file.purpose, of_an_entry ? "in no issuers object yet" : "in no root yet"};
}

/// What verifiers are told of the key; its own file is believed only where they are told nothing.
Standing standing(const Store& store, const KeyFile& file, Instant now) {
  const auto& root = store.root().content();
  if (const auto role = role_of(root, file.key); !role.empty())
    return {std::string(role), "in the root until before " + china_time(root.expires)};
  const auto* entry = store.entry_of(file.key);
  if (entry == nullptr) return not_told(file);
  if (const auto* tombstone = store.issuers().tombstone_of(cose::thumbprint(file.key)))
    return {std::string(trust::name(entry->purpose)), "withdrawn " + china_time(tombstone->time)};
  const auto until = china_time(entry->sign_until);
  std::string state = "signs until before " + until;
  if (now < entry->sign_from) state = "signs from " + china_time(entry->sign_from);
  if (now >= entry->sign_until) state = "expired " + until;
  return {std::string(trust::name(entry->purpose)), state};
}

std::string to_json(const KeyFile& file, const Standing& standing, const cli::Clock& clock) {
  return fmt::format(R"({{"name":{},"purpose":{},"algorithm":{},"state":{},"thumbprint":{},{}}})",
                     json_string(file.name), json_string(standing.purpose),
                     json_string(crypto::name(file.key.algorithm())), json_string(standing.state),
                     json_string(thumbprint_text(file.key)), clock_json(clock));
}

void print(const KeyFile& file, const Standing& stands, const cli::Clock& clock, bool json) {
  if (json) return say("{}\n", to_json(file, stands, clock));
  say("name        {}\npurpose     {}\nalgorithm   {}\nstate       {}\nthumbprint  {}\npublic x    {}\n",
      file.name, stands.purpose, crypto::name(file.key.algorithm()), stands.state,
      grouped(thumbprint_text(file.key)), codec::to_hex(file.key.x()));
  if (file.key.algorithm() == crypto::Algorithm::kEsp256)
    say("public y    {}\n", codec::to_hex(file.key.y()));
}

}  // namespace

cli::Outcome<void> key_new(const Common& common, const KeyOptions& options, const cli::Console& console) {
  CLI_CHECK(check_key_name(options.name));
  const bool offline = options.purpose == "root" || options.purpose == "issuers";
  if (!offline && options.purpose != "head" && !trust::purpose_from(options.purpose)) {
    return cli::usage("--purpose is permits, status, register, log, head, root or issuers, not " +
                      options.purpose);
  }
  const auto algorithm = crypto::algorithm_from_name(options.algorithm);
  if (!algorithm) return cli::usage("--alg is Ed25519 or ES256, not " + options.algorithm);
  // A folder of its own needs no store: the key is made where it stays, away from the network.
  std::optional<Session> session;
  if (options.folder.empty()) {
    CLI_TRY(session, open(common, console));
  }
  const auto folder = !session  ? std::filesystem::path(options.folder)
                      : offline ? session->store.offline()
                                : session->store.keys();
  CLI_TRY(const auto passphrase,
          cli::read_passphrase(common.passphrase_file, "Passphrase for the new key", true));
  crypto::SystemRandom random;
  const auto key = crypto::generate_private_key(*algorithm, random);
  CLI_CHECK(cli::make_folder(folder, cli::Mode::kPrivate));
  CLI_CHECK(write_key(folder, options.name, options.purpose, key, passphrase, random));
  console.note(
      trust::purpose_from(options.purpose)
          ? "the key is made; nobody believes it before `issuers add` and the signatures of issuers keys"
          : "the key is made; nobody believes it before `root next` and the signatures of root keys");
  CLI_TRY(const auto made, read_key(folder, options.name));
  CLI_TRY(const auto clock, cli::clock(common.at));
  print(made, session ? standing(session->store, made, clock.now) : not_told(made), clock, common.json);
  return {};
}

cli::Outcome<void> key_list(const Common& common, const cli::Console& console) {
  CLI_TRY(const auto session, open(common, console));
  CLI_TRY(const auto keys, read_keys(session.store.keys()));
  std::vector<std::vector<std::string>> rows;
  for (const auto& key : keys) {
    const auto stands = standing(session.store, key, session.clock.now);
    if (common.json) say("{}\n", to_json(key, stands, session.clock));
    rows.push_back({key.name, stands.purpose, std::string(crypto::name(key.key.algorithm())), stands.state,
                    thumbprint_text(key.key).substr(0, 16)});
  }
  if (!common.json) say("{}", cli::table({"name", "purpose", "algorithm", "state", "kid"}, rows));
  return {};
}

cli::Outcome<void> key_export(const Common& common, const KeyOptions& options, const cli::Console& console) {
  std::optional<Session> session;
  if (!is_key_path(options.name)) {
    CLI_TRY(session, open(common, console));
  }
  CLI_TRY(const auto key, find_sealed_key(session ? &session->store : nullptr, options.name));
  say("{}", to_json(key, session ? &session->store.authority() : nullptr));
  console.hint("read the first digits of its thumbprint to whoever adds it: " +
               grouped(thumbprint_text(key.key).substr(0, 16)));
  return {};
}

cli::Outcome<void> key_show(const Common& common, const KeyOptions& options, const cli::Console& console) {
  CLI_TRY(const auto session, open(common, console));
  CLI_TRY(const auto key, read_key(session.store.keys(), options.name));
  print(key, standing(session.store, key, session.clock.now), session.clock, common.json);
  return {};
}

}  // namespace cred::issuer
