// SPDX-License-Identifier: Apache-2.0
// ECDSA on P-256 with SHA-256 (ESP256) through OpenSSL. Keys are parsed once, and by that on the curve.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "cred/base/bytes.h"
#include "cred/base/secret.h"
#include "cred/crypto/algorithm.h"

namespace cred::crypto::p256 {

using Coordinate = std::array<std::uint8_t, 32>;

/// OpenSSL's parsed key behind a name of ours; shareable between threads.
class Key {
 public:
  struct Handle;
  explicit Key(std::unique_ptr<Handle> handle);
  ~Key();
  Key(Key&&) noexcept;

  /// Octets 02/03||x or 04||x||y. None: wrong length or prefix, not on the curve, the point at infinity.
  static std::optional<Key> from_point(BytesView point);
  /// A scalar in 1..n-1 with its public point. None: out of range.
  static std::optional<Key> from_scalar(const SecretBytes& scalar);

  const Coordinate& x() const;
  bool y_odd() const;
  /// Worked out anew at each call; few ask.
  Coordinate y() const;
  /// `signature` is r||s, in range already (is_in_range).
  bool verify(BytesView message, BytesView signature) const;
  /// Low-s. None: the library failed.
  std::optional<Signature> sign(BytesView message) const;

 private:
  std::unique_ptr<Handle> handle_;
};

/// 1 <= r, s < n: checked before the library sees the numbers (CVE-2022-21449).
bool is_in_range(BytesView signature);
/// s <= n/2: of the two signatures that verify, the one that is ours.
bool is_low_s(BytesView signature);
bool is_scalar(BytesView scalar);

}  // namespace cred::crypto::p256
