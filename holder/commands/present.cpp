// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <thread>

#include "cli/files.h"
#include "cli/picture/render.h"
#include "cred/qr/text.h"
#include "holder/commands/commands.h"
#include "holder/groups.h"
#include "holder/json.h"
#include "holder/page.h"

namespace cred::holder {

namespace {

constexpr std::chrono::seconds kRefresh{30};

/// Who is answered and what they will read.
struct Showing {
  std::string audience;
  std::optional<sdcwt::Challenge> challenge;
  credential::GroupSet groups;
};

cli::Outcome<sdcwt::Challenge> read_challenge(const std::string& argument) {
  CLI_TRY(const auto text, text_or_file(argument, qr::prefix(qr::Kind::kChallenge)));
  const auto token = qr::from_text(text);
  if (!token) return cli::refused("--challenge", token.error());
  if (token->kind != qr::Kind::kChallenge) return cli::refused("--challenge: this code is no challenge");
  auto challenge = sdcwt::Challenge::parse(token->bytes);
  if (!challenge) return cli::refused("--challenge", challenge.error(), "ask the verifier for another one");
  return std::move(*challenge);
}

/// What was asked for; nothing asked for shows what a guard sees.
credential::GroupSet wanted_by(const sdcwt::Challenge& challenge) {
  credential::GroupSet groups;
  for (const auto number : challenge.wanted) {
    if (const auto group = credential::group_from(number)) groups.add(*group);
  }
  return challenge.wanted.empty() ? credential::find_profile("guard")->groups : groups;
}

cli::Outcome<Showing> showing(const PresentOptions& options) {
  Showing what{options.to, std::nullopt, {}};
  if (!options.challenge.empty()) {
    CLI_TRY(what.challenge, read_challenge(options.challenge));
    if (!options.to.empty() && options.to != what.challenge->audience) {
      return cli::refused("the challenge is of " + what.challenge->audience + ", not of " + options.to,
                          "show nothing unless you know who asks");
    }
    what.audience = what.challenge->audience;
    what.groups = wanted_by(*what.challenge);
  } else if (const auto* profile = credential::find_profile(options.to)) {
    what.groups = profile->groups;
  } else {
    return cli::usage("--to is guard, employer, checkpoint or department",
                      "anybody else asks by a challenge: --challenge FILE");
  }
  if (options.show.empty()) return what;
  const auto groups = credential::groups_from_text(options.show);
  if (!groups) {
    return cli::usage("--show " + options.show + " names groups that there are not",
                      "numbers or names with commas between (20,22 or name,work), or a profile: employer");
  }
  what.groups = *groups;
  return what;
}

cli::Outcome<Presented> code(Wallet& wallet, const HeldPermit& permit, const Showing& what, Instant now) {
  auto made = what.challenge ? present_answer(permit, *what.challenge, what.groups, wallet.device(), now)
                             : present_quick(permit, *trust::verifier_role_from(what.audience), what.groups,
                                             wallet.device(), now);
  if (!made) return cli::refused("the code", made.error(), "show fewer groups: --show guard");
  return std::move(*made);
}

/// To the files that were named, else the text on stdout; with --json always an object.
cli::Outcome<void> deliver(const Session& session, const HeldPermit& permit, const Showing& what,
                           const Presented& made, const PresentOptions& options, bool json, Instant now) {
  const auto symbol = qr::Symbol::encode(made.text, qr::Level::kL);
  if (!symbol) return cli::refused("the code", symbol.error());
  if (!options.qr.empty()) {
    CLI_TRY(const auto picture, cli::to_png(*symbol));
    CLI_CHECK(cli::write_file(options.qr, picture, cli::Mode::kPrivate));
  }
  if (!options.page.empty()) {
    const auto page =
        live_page({permit, what.audience, what.groups, session.wallet.root().content().environment, now,
                   what.challenge ? std::chrono::seconds(0) : kRefresh, options.live},
                  cli::to_svg(*symbol));
    CLI_CHECK(cli::write_file(options.page, as_bytes(page), cli::Mode::kPrivate));
  }
  if (!options.output.empty())
    CLI_CHECK(cli::write_file(options.output, as_bytes(made.text + "\n"), cli::Mode::kPrivate));
  std::vector<std::string> files = {options.output, options.qr, options.page};
  std::erase(files, "");
  if (json) {
    say("{}\n",
        code_json({permit, what.audience, what.challenge.has_value(), what.groups, made, *symbol, now, files},
                  session.clock));
  } else if (files.empty()) {
    say("{}\n", made.text);
  }
  return {};
}

/// A new code every 30 s. With --at the clock is moved instead of waited for, so that tests see every step.
cli::Outcome<void> live(Session& session, const HeldPermit& permit, const Showing& what,
                        const PresentOptions& options, bool json, const cli::Console& console) {
  auto now = session.clock.now;
  for (int made = 0; options.count == 0 || made < options.count; ++made) {
    if (made > 0 && session.clock.given) now += kRefresh;
    if (made > 0 && !session.clock.given) {
      std::this_thread::sleep_for(kRefresh);
      CLI_TRY(const auto clock, cli::clock(""));
      now = clock.now;
    }
    CLI_TRY(const auto fresh, code(session.wallet, permit, what, now));
    if (console.stdout_is_terminal() && !json) {
      const auto symbol = qr::Symbol::encode(fresh.text, qr::Level::kL);
      if (!symbol) return cli::refused("the code", symbol.error());
      say("{}{}\n{} · {} · 30 s\n", console.colour() ? "\033[H\033[2J" : "\n",
          cli::to_terminal(*symbol, console.colour()), what.audience, titles(what.groups));
    }
    if (!console.stdout_is_terminal() || json || !options.output.empty() || !options.qr.empty() ||
        !options.page.empty()) {
      CLI_CHECK(deliver(session, permit, what, fresh, options, json, now));
    }
    std::fflush(stdout);
  }
  return {};
}

}  // namespace

cli::Outcome<void> present(const Common& common, const PresentOptions& options, const cli::Console& console) {
  CLI_TRY(const auto what, showing(options));
  if (options.live && what.challenge)
    return cli::usage("--live is for a role, and a challenge is answered once", "leave out --live");
  if (options.count != 0 && (!options.live || options.count < 0))
    return cli::usage("--count is how many codes --live makes, 1 or more");
  CLI_TRY(auto session, open(common, console));
  CLI_TRY(const auto* permit, session.wallet.find(options.permit));

  // Before the code is there to be seen. Who asks is a claim: nobody signed a challenge.
  console.note((what.challenge ? "asks, as the challenge says (nobody vouches for it): " : "shown to: ") +
               what.audience);
  console.note("can read: " + titles(what.groups));
  if (options.live) return live(session, *permit, what, options, common.json, console);
  CLI_TRY(const auto made, code(session.wallet, *permit, what, session.clock.now));
  CLI_CHECK(deliver(session, *permit, what, made, options, common.json, session.clock.now));
  if (!what.challenge) console.hint("counts for 60 seconds, and once; a picture of it proves nothing later");
  return {};
}

}  // namespace cred::holder
