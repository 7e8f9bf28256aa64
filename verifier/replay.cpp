// SPDX-License-Identifier: Apache-2.0
#include "verifier/replay.h"

#include <utility>

namespace cred::verifier {

namespace fs = std::filesystem;

cli::Outcome<LiveMemory> LiveMemory::open(const fs::path& store) {
  const auto folder = store / "live";
  CLI_CHECK(cli::make_folder(folder, cli::Mode::kPrivate));
  CLI_TRY(auto lock, cli::StoreLock::wait(folder));
  LiveMemory memory(folder / "memory.cbor", std::move(lock));
  CLI_CHECK(memory.load());
  return memory;
}

cli::Outcome<void> LiveMemory::load() {
  std::error_code error;
  if (!fs::exists(file_, error)) return {};
  CLI_TRY(const auto content, cli::read_file(file_, kMaxRemembered));
  auto read = Remembered::parse(content);
  if (!read) {
    return cli::outside("the store is damaged: " + file_.string() + ": " + read.error().detail,
                        "remove that file; codes shown in the last two minutes could then be shown again");
  }
  remembered_ = std::move(*read);
  return {};
}

std::optional<MadeChallenge> LiveMemory::find(const sdcwt::Nonce& nonce) const {
  const auto found = remembered_.challenges.find(nonce);
  return found == remembered_.challenges.end() ? std::nullopt : std::optional(found->second);
}

void LiveMemory::add_challenge(const sdcwt::Nonce& nonce, Instant now) {
  remembered_.challenges.insert_or_assign(nonce, MadeChallenge{now, false});
}

void LiveMemory::accept(const crypto::Digest& presentation, const std::optional<sdcwt::Nonce>& answered,
                        Instant now) {
  remembered_.accepted.remember(presentation, now);
  if (!answered) return;
  const auto found = remembered_.challenges.find(*answered);
  if (found != remembered_.challenges.end()) found->second.used = true;
}

cli::Outcome<void> LiveMemory::save(Instant now) {
  remembered_.forget(now);
  return cli::write_file(file_, remembered_.encode(), cli::Mode::kPrivate);
}

}  // namespace cred::verifier
