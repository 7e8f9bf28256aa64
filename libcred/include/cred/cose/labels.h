// SPDX-License-Identifier: Apache-2.0
// COSE numbers: RFC 9052 (headers), RFC 9053 (keys), RFC 9596 (typ), RFC 9528 (kcwt), SD-CWT -08.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cred::cose {

inline constexpr std::uint64_t kTagSign1 = 18;
inline constexpr std::uint64_t kTagSign = 98;

namespace header {
inline constexpr int kAlg = 1;
inline constexpr int kKid = 4;
inline constexpr int kKcwt = 13;
inline constexpr int kTyp = 16;
inline constexpr int kSdClaims = 17;
}  // namespace header

namespace key {
inline constexpr int kKty = 1;
inline constexpr int kCrv = -1;
inline constexpr int kX = -2;
inline constexpr int kY = -3;
inline constexpr int kKtyOkp = 1;
inline constexpr int kKtyEc2 = 2;
inline constexpr int kCrvP256 = 1;
inline constexpr int kCrvEd25519 = 6;
}  // namespace key

inline constexpr std::size_t kMaxToken = 2860;      // octets, docs/formats/common.md
inline constexpr std::size_t kMaxDisclosures = 32;  // in one message

}  // namespace cred::cose
