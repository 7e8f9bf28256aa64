// SPDX-License-Identifier: Apache-2.0
#include "verifier/replay.h"

#include <algorithm>

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/verify.h"

namespace cred::verifier {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFile = 16u << 20;  // octets
constexpr std::uint64_t kLastTime = static_cast<std::uint64_t>(kLastUnixSecond);

template <std::size_t N>
std::array<std::uint8_t, N> octets(BytesView bytes) {
  std::array<std::uint8_t, N> copy{};
  if (bytes.size() == N) std::ranges::copy(bytes, copy.begin());
  return copy;
}

Instant instant(std::uint64_t seconds) {
  return Instant(std::chrono::seconds(seconds));
}

}  // namespace

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
  CLI_TRY(const auto content, cli::read_file(file_, kMaxFile));
  if (const auto read = parse(content); !read) {
    return cli::outside("the store is damaged: " + file_.string() + ": " + read.error().detail,
                        "remove that file; codes shown in the last two minutes could then be shown again");
  }
  return {};
}

Result<void> LiveMemory::parse(BytesView content) {
  CRED_TRY(const auto item, cbor::decode(content, cbor::Limits::own(kMaxFile)));
  cbor::ArrayReader in(item, "live memory", Reason::kCbor);
  cbor::ArrayReader accepted(in.next(), "accepted codes", Reason::kCbor);
  cbor::ArrayReader challenges(in.next(), "challenges", Reason::kCbor);
  CRED_CHECK(in.finish());
  while (accepted.more()) {
    cbor::ArrayReader entry(accepted.next(), "accepted code", Reason::kCbor);
    const auto hash = entry.next_bytes(sizeof(crypto::Digest));
    const auto time = entry.next_uint(kLastTime);
    CRED_CHECK(entry.finish());
    replay_.remember(octets<32>(hash), instant(time));
  }
  while (challenges.more()) {
    cbor::ArrayReader entry(challenges.next(), "challenge", Reason::kCbor);
    const auto nonce = entry.next_bytes(sizeof(sdcwt::Nonce));
    const auto time = entry.next_uint(kLastTime);
    const auto used = entry.next().boolean();
    if (!used) entry.refuse("no boolean");
    CRED_CHECK(entry.finish());
    challenges_.insert_or_assign(octets<16>(nonce), MadeChallenge{instant(time), *used});
  }
  CRED_CHECK(accepted.finish());
  return challenges.finish();
}

Bytes LiveMemory::encode() const {
  cbor::Encoder out;
  out.array(2).array(replay_.accepted().size());
  for (const auto& [hash, time] : replay_.accepted()) out.array(2).bytes(hash).uint(to_unix(time));
  out.array(challenges_.size());
  for (const auto& [nonce, challenge] : challenges_)
    out.array(3).bytes(nonce).uint(to_unix(challenge.made)).boolean(challenge.used);
  return out.take();
}

std::optional<MadeChallenge> LiveMemory::find(const sdcwt::Nonce& nonce) const {
  const auto found = challenges_.find(nonce);
  return found == challenges_.end() ? std::nullopt : std::optional(found->second);
}

void LiveMemory::add_challenge(const sdcwt::Nonce& nonce, Instant now) {
  challenges_.insert_or_assign(nonce, MadeChallenge{now, false});
}

void LiveMemory::accept(const crypto::Digest& presentation, const std::optional<sdcwt::Nonce>& answered,
                        Instant now) {
  replay_.remember(presentation, now);
  if (!answered) return;
  if (const auto found = challenges_.find(*answered); found != challenges_.end()) found->second.used = true;
}

cli::Outcome<void> LiveMemory::save(Instant now) {
  replay_.forget(now);
  // A challenge too old counts as little as one that is not known, so it need not be kept.
  std::erase_if(challenges_, [&](const auto& entry) {
    return entry.second.made + kChallengeLife < now || entry.second.made > now + std::chrono::hours(24);
  });
  return cli::write_file(file_, encode(), cli::Mode::kPrivate);
}

}  // namespace cred::verifier
