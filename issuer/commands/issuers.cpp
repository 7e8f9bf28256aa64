// SPDX-License-Identifier: Apache-2.0
// Edits of who may issue, who may no more, and policy. Each edit goes into the draft, which nobody believes
// before enough issuers keys signed it (ceremony.cpp).
#include <algorithm>
#include <charconv>

#include "cred/codec/hex.h"
#include "cred/trust/spared_list.h"
#include "issuer/ceremony.h"
#include "issuer/commands/commands.h"
#include "issuer/foundation.h"
#include "issuer/json.h"
#include "issuer/key_reference.h"

namespace cred::issuer {

namespace {

constexpr std::size_t kMaxSparedText = std::size_t{512} << 20;  // octets
constexpr int kMostLifetime = 3660;                             // days
constexpr int kMostTolerance = 86'400;  // seconds: a clock that may be wrong by days tells no day

cli::Outcome<Instant> instant_of(const std::string& text, std::string_view option) {
  if (const auto day = Day::from_text(text)) return day->start();
  if (const auto instant = instant_from_text(text)) return *instant;
  return cli::usage(fmt::format("{} {} is neither a day nor a time", option, text),
                    "give 2026-03-01 (from midnight in China), or 2026-03-01T12:00:00+08:00");
}

/// The next issuers object with everything as it is held or drafted.
struct Edit {
  trust::Draft draft;
  trust::IssuersContent next;
};

cli::Outcome<Edit> begin(const Session& session, const IssuersOptions& options) {
  CLI_TRY(auto draft, editable_draft(session.store, trust::DraftPart::kIssuers));
  const auto& held = session.store.issuers().content();
  auto next = draft.next_issuers() != nullptr ? *draft.next_issuers() : held;
  next.version = held.version + 1;
  next.issued = session.clock.now;
  if (!options.valid_until.empty()) {
    CLI_TRY(next.expires, instant_of(options.valid_until, "--valid-until"));
  }
  return Edit{std::move(draft), std::move(next)};
}

/// `spared`: lists that tombstones of the next object name; those of a draft before this edit stay.
cli::Outcome<void> finish(const Session& session, Edit edit, std::vector<Bytes> spared,
                          const cli::Console& console) {
  for (const auto& list : edit.draft.spared_lists()) spared.push_back(list);
  edit.draft.drop(trust::DraftPart::kIssuers);
  if (const auto proposed = edit.draft.propose(std::move(edit.next)); !proposed)
    return cli::refused("these issuers cannot follow", proposed.error());
  for (auto& list : spared) {
    if (const auto added = edit.draft.add_spared_list(std::move(list)); !added)
      return cli::refused("spared list", added.error());
  }
  const auto path = draft_path(session.store);
  CLI_CHECK(write_draft_file(path, edit.draft));
  say("{}draft        {}\n", summary(edit.draft), path.string());
  console.hint("next: cred-issuer issuers sign, here or on a copy of the draft, by the holders of the keys");
  return {};
}

cli::Outcome<void> narrow(trust::Entry& entry, const IssuersOptions& options) {
  if (!options.from.empty()) {
    CLI_TRY(entry.sign_from, instant_of(options.from, "--from"));
  }
  if (!options.until.empty()) {
    CLI_TRY(entry.sign_until, instant_of(options.until, "--until"));
  }
  if (options.lifetime) {
    if (*options.lifetime < 1 || *options.lifetime > kMostLifetime)
      return cli::usage(fmt::format("--lifetime is 1 to {} days, not {}", kMostLifetime, *options.lifetime));
    entry.max_lifetime =
        static_cast<std::uint64_t>(std::chrono::seconds(std::chrono::days(*options.lifetime)).count());
  }
  if (!options.regions.empty()) entry.regions.clear();
  for (const auto& text : options.regions) {
    const auto region = Region::from_text(text);
    if (!region) return cli::usage("--region " + text + ": " + region.error().detail);
    entry.regions.push_back(*region);
  }
  if (!options.categories.empty()) entry.categories.clear();
  for (const auto& text : options.categories) {
    const auto category = credential::category_from(text);
    if (!category) return cli::usage("--category is A, B or C, not " + text);
    entry.categories.push_back(static_cast<std::uint8_t>(*category));
  }
  std::ranges::sort(entry.categories);
  return {};
}

/// Log entries in hexadecimal, one a line: all 64 digits, or the first 32.
cli::Outcome<void> read_spared(const std::string& file, std::vector<crypto::Digest>& entries) {
  CLI_TRY(const auto content, cli::read_file(file, kMaxSparedText));
  std::string_view rest = as_text(content);
  for (std::size_t line = 1; !rest.empty(); ++line) {
    auto text = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), text.size() + 1));
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.empty()) continue;
    const auto octets = codec::from_hex(text);
    crypto::Digest digest{};
    if (!octets || (octets->size() != digest.size() && octets->size() != trust::kSparedEntry)) {
      return cli::refused(
          fmt::format("{}: line {} is no log entry of 64 or 32 hexadecimal digits", file, line));
    }
    std::ranges::copy(*octets, digest.begin());
    entries.push_back(digest);
  }
  return {};
}

/// Every permit that the registry holds of this key, printed or in a wallet: what the authority itself
/// minted.
cli::Outcome<void> add_recorded(Registry& registry, const crypto::PublicKey& key,
                                std::vector<crypto::Digest>& entries) {
  CLI_TRY(const auto documents, registry.documents());
  for (const auto& document : documents) {
    CLI_TRY(const auto events, registry.history(document.request_id));
    for (const auto& event : events) {
      if (event.token.empty()) continue;
      auto message = cose::Sign1::parse(event.token);
      if (!message || message->header().kid != cose::key_id(key)) continue;
      // Without what a holder would disclose: that is how the log knows a token.
      const auto logged = cose::with_disclosures(event.token, {});
      if (logged && std::move(*message).verify(key)) entries.push_back(crypto::sha256(*logged));
    }
  }
  return {};
}

/// "90s", "24h", "7d".
std::optional<std::uint64_t> duration_from(std::string_view text) {
  std::uint64_t number = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(at, static_cast<std::size_t>(text.data() + text.size() - at));
  constexpr std::uint64_t kMost = 1'000'000;
  if (error != std::errc() || number > kMost) return std::nullopt;
  if (unit == "s") return number;
  if (unit == "m") return number * 60;
  if (unit == "h") return number * 3600;
  if (unit == "d") return number * 86'400;
  return std::nullopt;
}

std::optional<trust::MinimumBinding> binding_from(std::string_view word) {
  if (word == "bearer") return trust::MinimumBinding::kBearer;
  if (word == "card-matched") return trust::MinimumBinding::kCardMatched;
  if (word == "holder-proven") return trust::MinimumBinding::kHolderProven;
  return std::nullopt;
}

cli::Outcome<void> set_role(trust::Policy& policy, const std::string& text) {
  const auto wrong = [&] {
    return cli::usage("--role is ROLE=FRESH,STALE,BINDING, not " + text,
                      "for example checkpoint=24h,7d,card-matched");
  };
  const auto equals = text.find('=');
  const auto first = text.find(',');
  const auto second = text.find(',', first == std::string::npos ? first : first + 1);
  if (equals == std::string::npos || second == std::string::npos || equals > first) return wrong();
  const auto role = trust::verifier_role_from(text.substr(0, equals));
  const auto fresh = duration_from(std::string_view(text).substr(equals + 1, first - equals - 1));
  const auto stale = duration_from(std::string_view(text).substr(first + 1, second - first - 1));
  const auto binding = binding_from(std::string_view(text).substr(second + 1));
  if (!role || !fresh || !stale || !binding) return wrong();
  const trust::RolePolicy limits{*fresh, *stale, *binding};
  using enum trust::VerifierRole;
  switch (*role) {
    case kGuard:
      policy.guard = limits;
      break;
    case kEmployer:
      policy.employer = limits;
      break;
    case kCheckpoint:
      policy.checkpoint = limits;
      break;
    case kDepartment:
      policy.department = limits;
      break;
  }
  return {};
}

std::string tombstones_json(const trust::IssuersContent& content) {
  std::string text;
  for (const auto& tombstone : content.tombstones) {
    text += fmt::format(R"({}{{"thumbprint":"{}","time":"{}","reason":{},"spared_list":{}}})",
                        text.empty() ? "" : ",", codec::to_hex(tombstone.key.value()),
                        to_text(tombstone.time), json_string(tombstone.reason),
                        tombstone.spared_list ? json_string(codec::to_hex(*tombstone.spared_list)) : "null");
  }
  return text;
}

std::string entries_json(const trust::Issuers& issuers) {
  std::string text;
  for (const auto& entry : issuers.content().entries) {
    text += fmt::format(
        R"({}{{"iss":{},"purpose":"{}","thumbprint":"{}","sign_from":"{}","sign_until":"{}","withdrawn":{}}})",
        text.empty() ? "" : ",", json_string(entry.iss), trust::name(entry.purpose),
        thumbprint_text(entry.key), to_text(entry.sign_from), to_text(entry.sign_until),
        issuers.tombstone_of(cose::thumbprint(entry.key)) != nullptr);
  }
  return text;
}

}  // namespace

cli::Outcome<void> issuers_add(const Common& common, const IssuersOptions& options,
                               const cli::Console& console) {
  CLI_TRY(const auto session, open(common, console));
  CLI_TRY(const auto found, find_public_key(session.store, options.key));
  CLI_TRY(auto edit, begin(session, options));
  auto& entries = edit.next.entries;
  const auto held = std::ranges::find(entries, found.key, &trust::Entry::key);
  if (held != entries.end()) {
    CLI_CHECK(narrow(*held, options));
    return finish(session, std::move(edit), {}, console);
  }
  const auto purpose = trust::purpose_from(found.purpose);
  if (!purpose) {
    return cli::refused("key " + options.key + " is for \"" + found.purpose +
                            "\": only permits, status, register and log keys stand among the issuers",
                        "a key of root, issuers or head enters with `cred-issuer root next`");
  }
  auto entry = make_entry(found.authority ? *found.authority : session.store.authority(), *purpose, found.key,
                          session.clock.now, edit.next.expires);
  CLI_CHECK(narrow(entry, options));
  entries.push_back(std::move(entry));
  return finish(session, std::move(edit), {}, console);
}

cli::Outcome<void> issuers_remove(const Common& common, const IssuersOptions& options,
                                  const cli::Console& console) {
  CLI_TRY(const auto session, open(common, console));
  CLI_TRY(const auto found, find_public_key(session.store, options.key));
  CLI_TRY(auto edit, begin(session, options));
  if (std::erase_if(edit.next.entries, [&](const auto& entry) { return entry.key == found.key; }) == 0)
    return cli::refused("key " + options.key + " stands among no issuers");
  console.warn("everything this key signed becomes unknown-key; to end its signing only, set its --until");
  return finish(session, std::move(edit), {}, console);
}

cli::Outcome<void> issuers_revoke(const Common& common, const IssuersOptions& options,
                                  const cli::Console& console) {
  CLI_TRY(auto session, open(common, console));
  CLI_TRY(const auto found, find_public_key(session.store, options.key));
  CLI_TRY(auto edit, begin(session, options));
  const auto thumbprint = cose::thumbprint(found.key);

  std::vector<crypto::Digest> honest;
  for (const auto& file : options.spare) CLI_CHECK(read_spared(file, honest));
  if (options.spare_recorded) CLI_CHECK(add_recorded(session.store.registry(), found.key, honest));
  std::vector<Bytes> spared;
  std::optional<crypto::Digest> hash;
  if (!options.spare.empty() || options.spare_recorded) {
    spared.push_back(trust::encode_spared_list(honest));
    hash = crypto::sha256(spared.front());
  }

  auto& tombstones = edit.next.tombstones;
  const auto held = std::ranges::find(tombstones, thumbprint, &trust::Tombstone::key);
  if (held == tombstones.end()) {
    auto time = session.clock.now;
    if (!options.from.empty()) {
      CLI_TRY(time, instant_of(options.from, "--time"));
    }
    if (options.reason.empty()) return cli::usage("--reason is needed: one line that verifiers may show");
    tombstones.push_back({thumbprint, time, options.reason, hash});
  } else if (!hash) {
    return cli::refused("key " + options.key + " is withdrawn already",
                        "a withdrawal is never taken back; --spare and --spare-recorded set its spared list");
  } else {
    held->spared_list = hash;
  }
  return finish(session, std::move(edit), std::move(spared), console);
}

cli::Outcome<void> issuers_policy(const Common& common, const IssuersOptions& options,
                                  const cli::Console& console) {
  CLI_TRY(const auto session, open(common, console));
  CLI_TRY(auto edit, begin(session, options));
  auto& policy = edit.next.policy;
  if (!options.cut_over.empty()) {
    const auto day = Day::from_text(options.cut_over);
    if (!day) return cli::usage("--cut-over: " + day.error().detail, "give a day as 2024-12-01");
    policy.cut_over = *day;
  }
  if (!options.dual.empty()) {
    if (options.dual != "yes" && options.dual != "no") return cli::usage("--dual is yes or no");
    policy.dual = options.dual == "yes";
  }
  if (options.tolerance) {
    if (*options.tolerance < 0 || *options.tolerance > kMostTolerance)
      return cli::usage(
          fmt::format("--tolerance is 0 to {} seconds, not {}", kMostTolerance, *options.tolerance));
    policy.clock_tolerance = static_cast<std::uint64_t>(*options.tolerance);
  }
  for (const auto& role : options.roles) CLI_CHECK(set_role(policy, role));
  return finish(session, std::move(edit), {}, console);
}

cli::Outcome<void> issuers_show(const Common& common, const cli::Console& console) {
  CLI_TRY(const auto session, open(common, console));
  const auto& issuers = session.store.issuers();
  const auto& content = issuers.content();
  if (common.json) {
    say(R"({{"version":{},"issued":"{}","expires":"{}","entries":[{}],"tombstones":[{}],{}}})"
        "\n",
        content.version, to_text(content.issued), to_text(content.expires), entries_json(issuers),
        tombstones_json(content), clock_json(session.clock));
    return {};
  }
  say("version  {}\nissued   {}\nexpires  {}\n", content.version, china_time(content.issued),
      china_time(content.expires));
  for (const auto& line : cli::issuers_changes(nullptr, content)) say("{}\n", line.substr(2));
  using enum trust::VerifierRole;
  for (const auto role : {kGuard, kEmployer, kCheckpoint, kDepartment}) {
    const auto& limits = content.policy.of(role);
    say("policy   {}: fresh up to {}, stale after {}\n", trust::name(role), cli::duration_text(limits.fresh),
        cli::duration_text(limits.stale));
  }
  CLI_TRY(const auto draft, read_draft(session.store));
  if (draft && draft->next_issuers() != nullptr)
    console.note("next issuers are being signed: `cred-issuer issuers draft` shows them");
  return {};
}

}  // namespace cred::issuer
