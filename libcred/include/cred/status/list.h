// SPDX-License-Identifier: Apache-2.0
// Token Status List (draft-ietf-oauth-status-list-20/-21), CWT form, in our profile: entries of 4 bits,
// claims exactly {2 sub, 6 iat, 65533 list, ?4 exp, ?65534 ttl}. We make lists of 2^20 entries and read up to
// 2^25. Any doubt is "unknown", never valid and never revoked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/cose/sign1.h"

namespace cred::status {

enum class Status : std::uint8_t {
  kValid = 0,
  kRevoked = 1,  // INVALID; unallocated and burned entries hold it too
  kSuspended = 2,
  kSuperseded = 3,
  kCancelled = 12,
  kLost = 13,
};

/// None for 4-11, 14, 15.
std::optional<Status> status_from(std::uint8_t value);

inline constexpr std::uint64_t kEntries = 1u << 20;  // in a list that we make
inline constexpr unsigned kBits = 4;
inline constexpr std::size_t kRawSize = kEntries * kBits / 8;  // 512 KiB
inline constexpr std::size_t kMaxRawSize = 16u << 20;          // when reading, inflated
inline constexpr std::size_t kMaxListToken = 17u << 20;        // a whole member

/// Views into the verified payload.
struct ListClaims {
  std::string_view sub;  // the list's uri
  Instant iat;
  std::optional<Instant> exp;
  std::optional<std::uint64_t> ttl;
  unsigned bits;
  BytesView compressed;

  /// typ application/statuslist+cwt, our closed claims, bits 4. Reasons: cbor, not-deterministic, typ,
  /// claims, time-inconsistent (exp not after iat).
  static Result<ListClaims> parse(const cose::Verified& message);
};

/// The raw array, of 1..kMaxRawSize octets: the list is as long as it is. Reason claims.
Result<Bytes> inflate_list(const ListClaims& claims);

/// Entry `index` of a packed array, `bits` each (1, 2, 4 or 8),
/// least significant bits first. None: out of range.
std::optional<std::uint8_t> entry(BytesView raw, unsigned bits, std::uint64_t index);

/// Other people's lists, for vectors and inspect: the map {"bits", "lst", ?"aggregation_uri"}.
struct ForeignList {
  unsigned bits;
  Bytes raw;
  static Result<ForeignList> parse(BytesView status_list_cbor);
};

}  // namespace cred::status
