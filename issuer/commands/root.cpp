// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cred/codec/hex.h"
#include "issuer/commands/commands.h"

namespace cred::issuer {

namespace {

std::string role_text(const trust::Role& role) {
  return fmt::format("{} of {}", role.threshold, role.keys.size());
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
  return {};
}

}  // namespace cred::issuer
