// SPDX-License-Identifier: Apache-2.0
#include "cred/sdcwt/challenge.h"

#include <fmt/core.h>

#include "cli/clock.h"
#include "cli/files.h"
#include "cli/picture/render.h"
#include "cli/store.h"
#include "cred/credential/disclosure_profile.h"
#include "cred/crypto/random.h"
#include "cred/qr/text.h"
#include "cred/verify.h"
#include "verifier/commands/commands.h"
#include "verifier/replay.h"

namespace cred::verifier {

namespace {

cli::Outcome<std::vector<std::uint64_t>> wanted_groups(const std::string& text) {
  if (text.empty()) return std::vector<std::uint64_t>();
  const auto groups = credential::groups_from_text(text);
  if (!groups) {
    return cli::usage("--want " + text + " names groups that there are not",
                      "numbers or names with commas between (20,22 or name,work), or a role: employer");
  }
  std::vector<std::uint64_t> wanted;
  for (const auto group : credential::kGroups) {
    if (groups->has(group)) wanted.push_back(credential::number(group));
  }
  return wanted;
}

cli::Outcome<sdcwt::Challenge> new_challenge(const ChallengeOptions& options) {
  CLI_TRY(auto wanted, wanted_groups(options.want));
  crypto::SystemRandom random;
  sdcwt::Challenge challenge{options.audience, random.take<sizeof(sdcwt::Nonce)>(), std::move(wanted)};
  if (const auto checked = sdcwt::check_challenge(challenge); !checked)
    return cli::usage("--audience: " + checked.error().detail, "your name as the holder knows it");
  return challenge;
}

cli::Outcome<void> write(const std::string& output, const std::string& text, const cli::Console& console) {
  auto symbol = qr::Symbol::encode(text, qr::Level::kL);
  if (!symbol) return cli::refused("the challenge", symbol.error(), "a shorter --audience");
  if (output.ends_with(".png")) {
    CLI_TRY(const auto picture, cli::to_png(*symbol));
    return cli::write_file(output, picture);
  }
  if (!output.empty() && output != "-") return cli::write_file(output, as_bytes(text + "\n"));
  fmt::print("{}\n", text);
  if (console.stdout_is_terminal()) fmt::print("{}", cli::to_terminal(*symbol, console.colour()));
  return {};
}

}  // namespace

cli::Outcome<cli::Exit> challenge(const ChallengeOptions& options, const cli::Console& console) {
  CLI_TRY(const auto folder, cli::store_path(cli::StoreKind::kVerifier, options.common.store));
  CLI_CHECK(cli::check_store(cli::StoreKind::kVerifier, folder));
  CLI_TRY(const auto clock, cli::clock(options.common.at));
  CLI_TRY(const auto challenge, new_challenge(options));
  const auto text = qr::to_text(qr::Kind::kChallenge, sdcwt::encode(challenge));

  // Kept first: a challenge that nobody knows would make an honest answer look wrong.
  CLI_TRY(auto memory, LiveMemory::open(folder));
  memory.add_challenge(challenge.nonce, clock.now);
  CLI_CHECK(memory.save(clock.now));
  CLI_CHECK(write(options.output, text, console));
  console.note("answers count until " + to_text(clock.now + kChallengeLife) +
               (clock.given ? "; clock: given, " + to_text(clock.now) : ""));
  return cli::Exit::kAccepted;
}

}  // namespace cred::verifier
