// SPDX-License-Identifier: Apache-2.0
#include "cred/crypto/public_key.h"

#include <algorithm>
#include <cassert>
#include <variant>

#include "crypto/ed25519.h"
#include "crypto/p256.h"

namespace cred::crypto {

/// Ed25519 as its 32 octets, P-256 as OpenSSL's parsed key.
struct PublicKey::Parsed {
  std::variant<ed25519::Point, p256::Key> key;

  const p256::Key* p256() const { return std::get_if<p256::Key>(&key); }
};

namespace {

Result<p256::Key> p256_key(BytesView point) {
  if (auto key = p256::Key::from_point(point)) return std::move(*key);
  return fail(Reason::kKey, "no point of P-256");
}

}  // namespace

Result<PublicKey> PublicKey::ed25519(BytesView x) {
  if (!ed25519::is_good_key(x))
    return fail(Reason::kKey, "no Ed25519 key: length, encoding, or a point of small order");
  ed25519::Point octets;
  std::copy(x.begin(), x.end(), octets.begin());
  return PublicKey(std::make_shared<const Parsed>(Parsed{octets}));
}

Result<PublicKey> PublicKey::vouched_ed25519(BytesView x) {
  ed25519::Point octets;
  if (x.size() != octets.size()) return fail(Reason::kKey, "an Ed25519 key has 32 octets");
  std::copy(x.begin(), x.end(), octets.begin());
  return PublicKey(std::make_shared<const Parsed>(Parsed{octets}));
}

Result<PublicKey> PublicKey::p256(BytesView x, bool y_odd) {
  Bytes point{static_cast<std::uint8_t>(y_odd ? 3 : 2)};
  append(point, x);
  CRED_TRY(auto key, p256_key(point));
  return PublicKey(std::make_shared<const Parsed>(Parsed{std::move(key)}));
}

Result<PublicKey> PublicKey::p256_uncompressed(BytesView x, BytesView y) {
  if (x.size() != 32 || y.size() != 32) return fail(Reason::kKey, "coordinates of P-256 are 32 octets each");
  Bytes point{4};
  append(point, x);
  append(point, y);
  CRED_TRY(auto key, p256_key(point));
  return PublicKey(std::make_shared<const Parsed>(Parsed{std::move(key)}));
}

Algorithm PublicKey::algorithm() const {
  return parsed_->p256() ? Algorithm::kEsp256 : Algorithm::kEd25519;
}

BytesView PublicKey::x() const {
  if (const auto* key = parsed_->p256()) return key->x();
  return std::get<ed25519::Point>(parsed_->key);
}

bool PublicKey::y_odd() const {
  assert(algorithm() == Algorithm::kEsp256);
  return parsed_->p256()->y_odd();
}

std::array<std::uint8_t, 32> PublicKey::y() const {
  assert(algorithm() == Algorithm::kEsp256);
  return parsed_->p256()->y();
}

bool PublicKey::is_good() const {
  return parsed_->p256() != nullptr || ed25519::is_good_key(x());
}

bool PublicKey::verify(BytesView message, BytesView signature, EcdsaForm form) const {
  if (signature.size() != kSignatureSize) return false;
  const auto* key = parsed_->p256();
  if (!key) return ed25519::verify(x(), message, signature);
  if (!p256::is_in_range(signature)) return false;
  if (form == EcdsaForm::kLowS && !p256::is_low_s(signature)) return false;
  return key->verify(message, signature);
}

bool operator==(const PublicKey& a, const PublicKey& b) {
  if (a.algorithm() != b.algorithm() || !equal(a.x(), b.x())) return false;
  return a.algorithm() == Algorithm::kEd25519 || a.y_odd() == b.y_odd();
}

}  // namespace cred::crypto
