// SPDX-License-Identifier: Apache-2.0
// bind ID --passport: the holder has a new passport. Another print and, for the phone that holds the permit,
// another wallet document; in both the passport before still counts for a while: employers have its number in
// their lists.
#include "cli/files.h"
#include "cred/codec/unicode.h"
#include "issuer/binding.h"
#include "issuer/commands/commands.h"
#include "issuer/commands/record.h"
#include "issuer/output.h"

namespace cred::issuer {

namespace {

/// How long the passport before still counts.
cli::Outcome<std::optional<Day>> last_day_of_old(const BindOptions& options, const Authority& authority,
                                                 Day today) {
  if (options.old_until == "none") return std::optional<Day>();
  if (options.old_until.empty()) {
    if (authority.old_passport_days == 0) return std::optional<Day>();
    return std::optional(Day::of(today.start() + std::chrono::days(authority.old_passport_days)));
  }
  const auto day = Day::from_text(options.old_until);
  if (!day) return cli::usage("--old-until: " + day.error().detail, "give a day as 2026-04-15, or none");
  if (*day < today) return cli::usage("--old-until " + day->to_text() + " is over", "give a day, or none");
  return std::optional(*day);
}

/// The permit's request with the passport of the command line.
cli::Outcome<Request> renewed_request(const Record& record, const BindOptions& options,
                                      const Authority& authority, Day today) {
  const auto until = Day::from_text(options.passport_until);
  if (!until) return cli::usage("--passport-until: " + until.error().detail, "give a day as 2036-01-14");
  if (*until < today) return cli::refused("the new passport ended on " + until->to_text());
  CLI_TRY(const auto old_day, last_day_of_old(options, authority, today));
  if (codec::fold_number(options.passport) == codec::fold_number(record.request.passport_number)) {
    return cli::refused("passport " + options.passport + " is the one of " + record.request.id + " already",
                        "cred-issuer show ID --out DIR writes the files again");
  }
  return with_passport(record.request,
                       {options.passport, options.passport_state, options.passport_until, old_day});
}

cli::Outcome<std::vector<std::string>> write_renewed(Session& session, const Request& request,
                                                     const std::vector<Event>& made,
                                                     const BindOptions& options) {
  const auto& store = session.store;
  CLI_TRY(auto output,
          write_permit(options.out, request, released(made.front()), store.authority(), store.environment()));
  if (made.size() == 1) return std::move(output.files);
  const auto file = wallet_file(options.out, request.id);
  CLI_CHECK(cli::write_file(file, made.back().token, cli::Mode::kPrivate));
  output.files.push_back(file.string());
  return std::move(output.files);
}

void tell_renewed(const Record& record, const Request& request, const std::vector<Event>& made,
                  const cli::Console& console) {
  const auto& old = request.previous_passport;
  console.note(old ? "passport " + old->number + " still counts until " + old->last_day.to_text()
                   : "passport " + record.request.passport_number + " counts no longer");
  console.note("the documents made for it are superseded from the next publish");
  if (made.size() == 1 && current_wallet(record.events) != nullptr) {
    console.warn("no document was made for a phone: it is lost, or who signed for it may sign no more");
    console.hint("bind the holder's phone: cred-issuer bind " + request.id + " --nonce");
  }
  console.hint("they count from the next publish and the verifiers' next update: cred-issuer publish");
}

}  // namespace

cli::Outcome<void> bind_passport(Session& session, const Record& record, const BindOptions& options,
                                 const Common& common, const cli::Console& console) {
  auto& store = session.store;
  const auto now = session.clock.now;
  CLI_TRY(const auto request, renewed_request(record, options, store.authority(), Day::of(now)));
  CLI_TRY(const auto key, read_key(store.keys(), options.key));
  CLI_TRY(const auto* entry, store.entry_for(key, trust::Purpose::kPermits, now));
  crypto::SystemRandom random;
  const auto problems = rehearse({&request, 1}, *entry, now, random);
  if (!problems.empty()) return cli::refused("the new print: " + problems.front().detail);

  CLI_TRY(const auto signer, unlocked(key, common));
  CLI_CHECK(cli::make_folder(options.out, cli::Mode::kPublic));
  CLI_CHECK(cli::check_writable(options.out));
  const Minting with{*entry, *signer, random, now, [](std::size_t) {}};
  CLI_TRY(const auto made, change_passport(store, request, record.events, with));
  auto files = write_renewed(session, request, made, options);
  if (!files) {
    files.error().hint = "the change is recorded: cred-issuer show ID --out DIR writes the files again";
    return tl::unexpected(std::move(files.error()));
  }
  std::string names;
  for (const auto& file : *files) names += (names.empty() ? "" : ",") + json_string(file);
  const auto wallet = made.size() == 1 ? std::string() : made.back().document;
  if (common.json) {
    const auto& old = request.previous_passport;
    say(R"({{"id":{},"document":{},"wallet":{},"old_passport_until":{},"files":[{}],{}}})"
        "\n",
        json_string(request.id), json_string(made.front().document),
        wallet.empty() ? "null" : json_string(wallet), old ? json_string(old->last_day.to_text()) : "null",
        names, clock_json(session.clock));
  } else {
    say("{}  {}  {}\n", request.id, made.front().document, files->front());
    if (!wallet.empty()) say("{}  {}  {}\n", request.id, wallet, files->back());
  }
  tell_renewed(record, request, made, console);
  return {};
}

}  // namespace cred::issuer
