// SPDX-License-Identifier: Apache-2.0
// What a store remembers of live codes: which were accepted a moment ago, and which challenges await an
// answer. As a file:
//   [[* [hash 32, time]], [* [nonce 16, time, used]]]      each ascending
#pragma once

#include <map>

#include "cred/base/result.h"
#include "cred/sdcwt/challenge.h"
#include "cred/sdcwt/replay.h"

namespace cred::verifier {

/// A nonce this store made.
struct MadeChallenge {
  Instant made;
  bool used;
};

struct Remembered {
  sdcwt::ReplayMemory accepted;
  std::map<sdcwt::Nonce, MadeChallenge> challenges;

  /// Reasons: cbor (not these members, not ascending), not-deterministic.
  static Result<Remembered> parse(BytesView content);
  Bytes encode() const;
  /// Drops what no longer counts.
  void forget(Instant now);
};

inline constexpr std::size_t kMaxRemembered = 16u << 20;  // octets

}  // namespace cred::verifier
