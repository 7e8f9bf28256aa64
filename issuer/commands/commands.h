// SPDX-License-Identifier: Apache-2.0
// The verbs of cred-issuer. Each prints its data on stdout and answers nothing, or why not.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/clock.h"
#include "cli/console.h"
#include "cli/failure.h"
#include "cred/trust/draft.h"
#include "issuer/store.h"

namespace cred::issuer {

/// What every verb takes.
struct Common {
  std::string store;
  std::string at;
  std::string passphrase_file;
  bool json = false;
};

struct InitOptions {
  std::string authority;
  std::string environment = "test";
  std::string valid_until;
  std::string algorithm = "Ed25519";  // of the permits key
};
struct KeyOptions {
  std::string name;
  std::string purpose;
  std::string algorithm = "Ed25519";
  std::string folder;  // where else than in the store
};
struct MintOptions {
  std::string file;
  std::string out;
  std::string key = "permits";
};
struct ShowOptions {
  std::string id;
  std::string out;
};
struct DecisionOptions {
  std::string id;
  std::string decided;
  std::string reason;
};
struct SucceedOptions {
  std::string id;
  std::string file;
  std::string out;
  std::string key = "permits";
};
struct BindOptions {
  std::string id;
  bool nonce = false;
  std::string output;  // of --nonce
  std::string enrolment;
  std::string passport;
  std::string passport_until;
  std::string passport_state;
  std::string old_until;  // a day, or none
  std::string out;
  std::string key = "permits";
};
struct PublishOptions {
  std::string out;
  int valid_for = 90;  // days
  std::vector<std::string> include;
  std::string delta_from;
  bool new_salt = false;  // of the register of physical cards
};
struct LegacyOptions {
  std::string file;
  std::string report;
  std::string encoding;  // empty: told from the file
  bool check = false;
  bool accept_older = false;
  std::string number;
};
struct RootNextOptions {
  std::vector<std::string> add;         // ROLE=KEY
  std::vector<std::string> remove;      // KEY
  std::vector<std::string> thresholds;  // ROLE=N
  std::string valid_until;
  bool new_epoch = false;
};
struct IssuersOptions {
  std::string key;
  std::string from;
  std::string until;
  std::optional<int> lifetime;  // days; none: as the kind of key has it
  std::vector<std::string> regions;
  std::vector<std::string> categories;
  std::string reason;
  std::vector<std::string> spare;
  bool spare_recorded = false;
  std::string cut_over;
  std::string dual;
  std::vector<std::string> roles;  // ROLE=FRESH,STALE,BINDING
  std::optional<int> tolerance;    // seconds
  std::string valid_until;         // of the issuers object
};
struct CeremonyOptions {
  std::vector<std::string> files;
  std::string key;
};

cli::Outcome<void> init(const Common& common, const InitOptions& options, const cli::Console& console);
cli::Outcome<void> key_new(const Common& common, const KeyOptions& options, const cli::Console& console);
cli::Outcome<void> key_list(const Common& common, const cli::Console& console);
cli::Outcome<void> key_show(const Common& common, const KeyOptions& options, const cli::Console& console);
cli::Outcome<void> key_export(const Common& common, const KeyOptions& options, const cli::Console& console);
cli::Outcome<void> root_next(const Common& common, const RootNextOptions& options,
                             const cli::Console& console);
cli::Outcome<void> issuers_add(const Common& common, const IssuersOptions& options,
                               const cli::Console& console);
cli::Outcome<void> issuers_remove(const Common& common, const IssuersOptions& options,
                                  const cli::Console& console);
cli::Outcome<void> issuers_revoke(const Common& common, const IssuersOptions& options,
                                  const cli::Console& console);
cli::Outcome<void> issuers_policy(const Common& common, const IssuersOptions& options,
                                  const cli::Console& console);
cli::Outcome<void> issuers_show(const Common& common, const cli::Console& console);
/// One more signature on the draft of the store, or on a copy of it; a store is not needed for a copy.
cli::Outcome<void> sign_draft(trust::DraftPart part, const Common& common, const CeremonyOptions& options,
                              const cli::Console& console);
/// Takes in what was signed elsewhere.
cli::Outcome<void> adopt_drafts(const Common& common, const CeremonyOptions& options,
                                const cli::Console& console);
cli::Outcome<void> discard_draft(trust::DraftPart part, const Common& common, const cli::Console& console);
cli::Outcome<void> draft_show(const Common& common, const CeremonyOptions& options,
                              const cli::Console& console);
cli::Outcome<void> root_show(const Common& common, const cli::Console& console);
cli::Outcome<void> mint(const Common& common, const MintOptions& options, const cli::Console& console);
cli::Outcome<void> show(const Common& common, const ShowOptions& options, const cli::Console& console);
cli::Outcome<void> list(const Common& common, const cli::Console& console);
cli::Outcome<void> bind(const Common& common, const BindOptions& options, const cli::Console& console);
/// `kind`: "cancel", "revoke", "suspend", "restore" or "lost".
cli::Outcome<void> decide(std::string_view kind, const Common& common, const DecisionOptions& options,
                          const cli::Console& console);
cli::Outcome<void> publish(const Common& common, const PublishOptions& options, const cli::Console& console);

/// `kind`: "extend", "change", "transfer" or "reissue": a permit that takes the place of another, or of a
/// card.
cli::Outcome<void> succeed(std::string_view kind, const Common& common, const SucceedOptions& options,
                           const cli::Console& console);
cli::Outcome<void> legacy_show(const Common& common, const LegacyOptions& options,
                               const cli::Console& console);
cli::Outcome<void> legacy_sunset(const Common& common, const cli::Console& console);
cli::Outcome<void> legacy_import(const Common& common, const LegacyOptions& options,
                                 const cli::Console& console);

/// The opened store and the time of the command; says when --at replaced the clock and what ends soon.
struct Session {
  Store store;
  cli::Clock clock;
};
cli::Outcome<Session> open(const Common& common, const cli::Console& console);

/// The signer of a key, after asking for its passphrase.
cli::Outcome<std::unique_ptr<crypto::Signer>> unlocked(const KeyFile& key, const Common& common);

struct Record;
/// A permit with everything that happened to it, one JSON object.
std::string history_json(const Record& record, const cli::Clock& clock);
/// What `bind ID --passport` does.
cli::Outcome<void> bind_passport(Session& session, const Record& record, const BindOptions& options,
                                 const Common& common, const cli::Console& console);

/// Data on stdout. main() finds out when it could not be written.
template <class... T>
void say(fmt::format_string<T...> format, T&&... arguments) {
  const std::string text = fmt::format(format, std::forward<T>(arguments)...);
  std::fwrite(text.data(), 1, text.size(), stdout);
}

/// `"clock":"given","at":"2026-01-15T04:00:00Z"`: the end of every JSON object.
std::string clock_json(const cli::Clock& clock);

}  // namespace cred::issuer
