// SPDX-License-Identifier: Apache-2.0
//
// EVP_sha256() and SHA256() look the algorithm up at every call, which costs more than hashing a token and
// does not scale over threads (performance.md 0.3): it is fetched once.
#include <openssl/evp.h>

#include <cstdlib>

#include "cred/crypto/digest.h"
#include "crypto/sha256_openssl.h"

namespace cred::crypto {

const EVP_MD* fetched_sha256() {
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (kSha256 == nullptr) std::abort();  // an OpenSSL without SHA-256 is no OpenSSL
  return kSha256;
}

struct Sha256::Context {
  EVP_MD_CTX* handle = EVP_MD_CTX_new();
  ~Context() { EVP_MD_CTX_free(handle); }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  if (context_->handle == nullptr || EVP_DigestInit_ex2(context_->handle, fetched_sha256(), nullptr) != 1)
    std::abort();
}

Sha256::~Sha256() = default;

void Sha256::update(BytesView bytes) {
  if (EVP_DigestUpdate(context_->handle, bytes.data(), bytes.size()) != 1) std::abort();
}

Digest Sha256::finish() {
  Digest digest;
  unsigned size = 0;
  if (EVP_DigestFinal_ex(context_->handle, digest.data(), &size) != 1 || size != digest.size()) std::abort();
  return digest;
}

Digest sha256(BytesView bytes) {
  return sha256({bytes});
}

Digest sha256(std::initializer_list<BytesView> pieces) {
  Sha256 hash;
  for (const auto piece : pieces) hash.update(piece);
  return hash.finish();
}

}  // namespace cred::crypto
