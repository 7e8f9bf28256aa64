// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"
#include "cli/passphrase.h"
#include "cli/store.h"
#include "holder/commands/commands.h"

namespace cred::holder {

cli::Outcome<Session> open(const Common& common, const cli::Console& console) {
  CLI_TRY(const auto path, cli::store_path(cli::StoreKind::kHolder, common.store));
  CLI_TRY(const auto clock, cli::clock(common.at));
  CLI_CHECK(cli::check_store(cli::StoreKind::kHolder, path));
  CLI_TRY(auto passphrase, cli::read_passphrase(common.passphrase_file, "Passphrase of the wallet", false));
  CLI_TRY(auto wallet, Wallet::open(path, passphrase));
  if (wallet.root().content().environment == trust::Environment::kTest)
    console.note("TEST 测试: the permits of this wallet are not valid");
  if (clock.given) console.note("the clock is given: " + to_text(clock.now));
  return Session{std::move(passphrase), clock, std::move(wallet)};
}

cli::Outcome<std::string> text_or_file(const std::string& argument, std::string_view prefix) {
  if (argument.starts_with(prefix) && !prefix.empty()) return argument;
  constexpr std::size_t kMaxLine = 8192;
  CLI_TRY(const auto content, cli::read_file(argument, kMaxLine));
  const auto text = as_text(content);
  return std::string(text.substr(0, text.find_first_of("\r\n")));
}

}  // namespace cred::holder
