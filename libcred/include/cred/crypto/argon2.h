// SPDX-License-Identifier: Apache-2.0
// Argon2id v1.3 (RFC 9106) through libsodium, parallelism 1, with the two parameter sets of our formats.
#pragma once

#include <array>
#include <cstdint>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/secret.h"

namespace cred::crypto {

inline constexpr std::size_t kArgon2SaltSize = 16;

struct Argon2Cost {
  std::uint32_t memory_kib;
  std::uint32_t passes;
};

/// docs/formats/static-permit.md: 19,456 KiB, 2 passes. Fixed, never carried in data.
inline constexpr Argon2Cost kPassportCost{19'456, 2};
/// Sealed key files: 65,536 KiB, 3 passes when written; a file may say 8,192..1,048,576 KiB and 1..10 passes.
inline constexpr Argon2Cost kKeyFileCost{65'536, 3};

/// Fills `out` (16 octets or more). Reason crypto when memory cannot be had.
Result<void> argon2id(BytesView password, BytesView salt, Argon2Cost cost, std::span<std::uint8_t> out);

}  // namespace cred::crypto
