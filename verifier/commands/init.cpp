// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "cli/clock.h"
#include "cli/fingerprint.h"
#include "cli/store.h"
#include "cli/trust_changes.h"
#include "cred/codec/hex.h"
#include "cred/codec/unicode.h"
#include "verifier/commands/commands.h"
#include "verifier/store.h"

namespace cred::verifier {

cli::Outcome<cli::Exit> init(const InitOptions& options, const cli::Console& console) {
  CLI_TRY(const auto store, cli::store_path(cli::StoreKind::kVerifier, options.common.store));
  CLI_TRY(const auto clock, cli::clock(options.common.at));
  CLI_TRY(const auto bytes, cli::read_file(options.root, trust::kMaxRoot));
  const auto root = trust::Root::open_first(bytes);
  if (!root) return cli::refused(options.root, root.error(), "ask the authority for its root file again");

  const auto fingerprint = codec::to_hex(root->identity());
  if (!options.fingerprint.empty() && cli::bare_hex(options.fingerprint) != fingerprint) {
    return cli::refused("this root is another one (fingerprint): " + cli::grouped(fingerprint) +
                            ", expected " + cli::grouped(cli::bare_hex(options.fingerprint)),
                        "do not use it; ask the authority which one is right");
  }
  if (root->content().issued > clock.now + trust::kMaxFuture) {
    return cli::refused(options.root + ": issued " + to_text(root->content().issued) + ", the clock says " +
                            to_text(clock.now) + " (issued-in-future)",
                        "set the clock, or give --at");
  }
  CLI_CHECK(Store::create(store, *root));
  fmt::print("store        {}\nenvironment  {}\nroot         version {}, until before {}\nfingerprint  {}\n",
             codec::escaped(store.string()), trust::name(root->content().environment),
             root->content().version, cli::china_time(root->content().expires), cli::grouped(fingerprint));
  if (options.fingerprint.empty()) {
    console.hint(
        "compare the fingerprint with the authority's by another way (telephone, letter) before you rely on "
        "it");
  }
  console.hint("next: cred-verifier update BUNDLE");
  return cli::Exit::kAccepted;
}

}  // namespace cred::verifier
