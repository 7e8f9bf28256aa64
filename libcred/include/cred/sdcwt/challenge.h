// SPDX-License-Identifier: Apache-2.0
// What a verifier asks (docs/formats/challenge.md), FWC1: the plain map {1 audience, 2 nonce, 3 [* group]}.
// Nobody signed it: who asks is a claim, and a wallet says so before it answers.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cred/base/bytes.h"
#include "cred/base/result.h"

namespace cred::sdcwt {

using Nonce = std::array<std::uint8_t, 16>;

/// guard, employer, checkpoint, department: the audiences of quick mode, which no challenge may carry.
inline constexpr std::array<std::string_view, 4> kReservedAudiences = {"guard", "employer", "checkpoint",
                                                                       "department"};
bool is_reserved_audience(std::string_view audience);

struct Challenge {
  std::string audience;
  Nonce nonce;
  std::vector<std::uint64_t> wanted;  // groups, ascending, each once

  /// Reasons: cbor, not-deterministic, claims (not these members, a reserved audience, groups that are not
  /// ascending).
  static Result<Challenge> parse(BytesView encoded);
};

/// Reason text: what parse() would refuse.
Result<void> check_challenge(const Challenge& challenge);
Bytes encode(const Challenge& challenge);

}  // namespace cred::sdcwt
