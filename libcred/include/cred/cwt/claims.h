// SPDX-License-Identifier: Apache-2.0
// The claims of a permit (CWT, RFC 8392) as a closed map: exactly 1 iss, 2 sub, 4 exp, 6 iat, 65535 status,
// -70001 permit, and in wallet credentials 8 cnf. Claims are read only from a Verified message.
#pragma once

#include <cstdint>
#include <string_view>

#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/cbor/decode.h"
#include "cred/cose/sign1.h"

namespace cred::cwt {

namespace label {
inline constexpr int kIss = 1;
inline constexpr int kSub = 2;
inline constexpr int kAud = 3;
inline constexpr int kExp = 4;
inline constexpr int kIat = 6;
inline constexpr int kCnf = 8;
inline constexpr int kCnonce = 39;
inline constexpr int kStatusList = 65533;
inline constexpr int kTtl = 65534;
inline constexpr int kStatus = 65535;
inline constexpr int kPermit = -70001;  // private use (docs/formats/labels.md)
}  // namespace label

inline constexpr std::size_t kMaxStatusUri = 22;  // characters

/// Where the status of one document stands (Token Status List, claim 65535).
struct StatusReference {
  std::uint64_t index;
  std::string_view uri;
};

/// Views into the verified payload.
struct Claims {
  std::string_view iss;
  std::string_view sub;  // the document id, 16 characters
  Instant exp;
  Instant iat;
  StatusReference status;
  cbor::Item permit;  // the map under -70001, not opened yet

  /// typ 61 only. Reasons: cbor, not-deterministic (the payload's encoding), typ, claims.
  static Result<Claims> parse(const cose::Verified& message);
};

/// Reason time-inconsistent: exp is not the end of the last valid day, or iat is not before it.
Result<void> check_times(const Claims& claims, Day valid_until);

/// The claims of a wallet credential: those above, and the key of the device it was made for.
struct WalletClaims {
  Claims claims;
  crypto::PublicKey device;

  /// typ 293 only. Reasons: cbor, not-deterministic, typ, claims.
  static Result<WalletClaims> parse(const cose::Verified& message);
};

/// The payload of a static permit; `permit` is the encoded map of -70001.
Bytes encode_static(std::string_view iss, std::string_view sub, Instant exp, Instant iat,
                    StatusReference status, BytesView permit);
/// The payload of a wallet credential, bound to the key `device`.
Bytes encode_wallet(std::string_view iss, std::string_view sub, Instant exp, Instant iat,
                    const crypto::PublicKey& device, StatusReference status, BytesView permit);

}  // namespace cred::cwt
