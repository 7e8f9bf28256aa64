// SPDX-License-Identifier: Apache-2.0
#include "verifier/remembered.h"

#include <algorithm>

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/verify.h"

namespace cred::verifier {

namespace {

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

Result<Remembered> Remembered::parse(BytesView content) {
  CRED_TRY(const auto item, cbor::decode(content, cbor::Limits::own(kMaxRemembered)));
  cbor::ArrayReader in(item, "live memory", Reason::kCbor);
  cbor::ArrayReader accepted(in.next(), "accepted codes", Reason::kCbor);
  cbor::ArrayReader challenges(in.next(), "challenges", Reason::kCbor);
  CRED_CHECK(in.finish());
  Remembered remembered;
  while (accepted.more()) {
    cbor::ArrayReader entry(accepted.next(), "accepted code", Reason::kCbor);
    const auto hash = entry.next_bytes(sizeof(crypto::Digest));
    const auto time = entry.next_uint(kLastTime);
    CRED_CHECK(entry.finish());
    remembered.accepted.remember(octets<32>(hash), instant(time));
  }
  while (challenges.more()) {
    cbor::ArrayReader entry(challenges.next(), "challenge", Reason::kCbor);
    const auto nonce = entry.next_bytes(sizeof(sdcwt::Nonce));
    const auto time = entry.next_uint(kLastTime);
    const auto used = entry.next().boolean();
    if (!used) entry.refuse("no boolean");
    CRED_CHECK(entry.finish());
    remembered.challenges.insert_or_assign(octets<16>(nonce), MadeChallenge{instant(time), *used});
  }
  CRED_CHECK(accepted.finish());
  CRED_CHECK(challenges.finish());
  // A code or a nonce that stands twice, once used and once not, would be what its last entry says.
  if (!equal(remembered.encode(), content))
    return fail(Reason::kCbor, "live memory: the entries are not ascending");
  return remembered;
}

Bytes Remembered::encode() const {
  cbor::Encoder out;
  out.array(2).array(accepted.accepted().size());
  for (const auto& [hash, time] : accepted.accepted()) out.array(2).bytes(hash).uint(to_unix(time));
  out.array(challenges.size());
  for (const auto& [nonce, challenge] : challenges)
    out.array(3).bytes(nonce).uint(to_unix(challenge.made)).boolean(challenge.used);
  return out.take();
}

void Remembered::forget(Instant now) {
  accepted.forget(now);
  // A challenge too old counts as little as one that is not known, so it need not be kept.
  std::erase_if(challenges, [&](const auto& entry) {
    return entry.second.made + kChallengeLife < now || entry.second.made > now + std::chrono::hours(24);
  });
}

}  // namespace cred::verifier
