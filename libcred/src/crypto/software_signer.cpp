// SPDX-License-Identifier: Apache-2.0
#include "cred/crypto/software_signer.h"

#include "crypto/ed25519.h"
#include "crypto/p256.h"

namespace cred::crypto {

namespace {

constexpr std::size_t kPrivateKeySize = 32;

class Ed25519Signer final : public Signer {
 public:
  Ed25519Signer(ed25519::SigningKey secret, PublicKey key)
      : secret_(std::move(secret)), key_(std::move(key)) {}
  const PublicKey& public_key() const override { return key_; }
  Result<Signature> sign(const ToBeSigned& message) override {
    return ed25519::sign(secret_, message.bytes());
  }

 private:
  ed25519::SigningKey secret_;
  PublicKey key_;
};

class P256Signer final : public Signer {
 public:
  P256Signer(p256::Key secret, PublicKey key) : secret_(std::move(secret)), key_(std::move(key)) {}
  const PublicKey& public_key() const override { return key_; }
  Result<Signature> sign(const ToBeSigned& message) override {
    if (const auto signature = secret_.sign(message.bytes())) return *signature;
    return fail(Reason::kCrypto, "OpenSSL could not sign");
  }

 private:
  p256::Key secret_;
  PublicKey key_;
};

}  // namespace

PrivateKey generate_private_key(Algorithm algorithm, RandomSource& random) {
  PrivateKey key{algorithm, SecretBytes(kPrivateKeySize)};
  do {
    random.fill(key.secret.reveal_mutable());
  } while (algorithm == Algorithm::kEsp256 && !p256::is_scalar(key.secret.reveal()));
  return key;
}

Result<std::unique_ptr<Signer>> make_software_signer(const PrivateKey& key) {
  if (key.secret.size() != kPrivateKeySize) return fail(Reason::kKey, "a private key is 32 octets");
  if (key.algorithm == Algorithm::kEd25519) {
    auto secret = ed25519::expand(key.secret);
    CRED_TRY(auto public_key, PublicKey::ed25519(secret.public_key));
    return std::make_unique<Ed25519Signer>(std::move(secret), std::move(public_key));
  }
  auto secret = p256::Key::from_scalar(key.secret);
  if (!secret) return fail(Reason::kKey, "the P-256 scalar is out of range");
  CRED_TRY(auto public_key, PublicKey::p256_uncompressed(secret->x(), secret->y()));
  return std::make_unique<P256Signer>(std::move(*secret), std::move(public_key));
}

}  // namespace cred::crypto
