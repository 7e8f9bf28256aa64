// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/passphrase.h"
#include "cli/store.h"
#include "issuer/commands/commands.h"
#include "issuer/json.h"

namespace cred::issuer {

cli::Outcome<Session> open(const Common& common, const cli::Console& console) {
  CLI_TRY(const auto path, cli::store_path(cli::StoreKind::kIssuer, common.store));
  CLI_TRY(const auto clock, cli::clock(common.at));
  CLI_TRY(auto store, Store::open(path));
  if (store.root().content().environment == trust::Environment::kTest)
    console.note("TEST 测试: what this authority issues is not valid");
  if (clock.given) console.note("the clock is given: " + to_text(clock.now));
  CLI_TRY(const auto endings, store.endings(clock.now));
  for (const auto& ending : endings) console.warn(ending);
  return Session{std::move(store), clock};
}

cli::Outcome<std::unique_ptr<crypto::Signer>> unlocked(const KeyFile& key, const Common& common) {
  CLI_TRY(const auto passphrase,
          cli::read_passphrase(common.passphrase_file, "Passphrase of key " + key.name, false));
  return unlock(key, passphrase);
}

std::string clock_json(const cli::Clock& clock) {
  return fmt::format(R"("clock":{},"at":{})", json_string(clock.given ? "given" : "system"),
                     json_string(to_text(clock.now)));
}

}  // namespace cred::issuer
