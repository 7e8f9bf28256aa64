// SPDX-License-Identifier: Apache-2.0
// A public key that was checked when it entered: right length, on the curve, not of small order, not the
// identity. Immutable, cheap to copy, shareable between threads; the library's handle is parsed once and
// hidden. One kind of key is checked by whoever lets it in: see vouched_ed25519().
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/crypto/algorithm.h"

namespace cred::crypto {

/// Which ECDSA signatures verify. Ours are low-s, made and accepted.
enum class EcdsaForm : std::uint8_t { kLowS, kAnyS /* foreign readers and test vectors only */ };

class PublicKey {
 public:
  /// `x`: 32 octets, RFC 8032. Refused (reason key): small order, non-canonical, off the main subgroup.
  static Result<PublicKey> ed25519(BytesView x);
  /// A device's key as an authority has signed it, which checked it at enrolment (docs/adr/0028). The point
  /// is not looked at here: verify() refuses every signature under one that is non-canonical, off the curve
  /// or of small order, and is_good() tells why. `x`: 32 octets, else reason key.
  static Result<PublicKey> vouched_ed25519(BytesView x);
  /// `x`: 32 octets; `y_odd`: the sign bit of the compressed point (RFC 9053 7.1.1).
  static Result<PublicKey> p256(BytesView x, bool y_odd);
  static Result<PublicKey> p256_uncompressed(BytesView x, BytesView y);

  Algorithm algorithm() const;
  BytesView x() const;                     // 32 octets
  bool y_odd() const;                      // P-256 only
  std::array<std::uint8_t, 32> y() const;  // P-256 only; computed when asked
  /// False only of a vouched key that ed25519() would have refused.
  bool is_good() const;

  /// Whether `signature` (64 octets, else false) over `message` verifies. Ed25519: canonical S and R, R not
  /// of small order (libsodium). ECDSA: r, s in 1..n-1 and low s.
  bool verify(BytesView message, BytesView signature, EcdsaForm form = EcdsaForm::kLowS) const;

  /// Same algorithm and same point: identity is the key's bytes, never a name or a kid.
  friend bool operator==(const PublicKey& a, const PublicKey& b);

 private:
  struct Parsed;
  explicit PublicKey(std::shared_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}
  std::shared_ptr<const Parsed> parsed_;
};

}  // namespace cred::crypto
