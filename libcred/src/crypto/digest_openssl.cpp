// SPDX-License-Identifier: Apache-2.0
//
// EVP_sha256() and SHA256() look the algorithm up at every call, which costs more than hashing a token and
// does not scale over threads: it is fetched once.
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

namespace {

struct Free {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Owned = std::unique_ptr<EVP_MD_CTX, Free>;

void begin(EVP_MD_CTX* context) {
  if (context == nullptr || EVP_DigestInit_ex2(context, fetched_sha256(), nullptr) != 1) std::abort();
}

void add(EVP_MD_CTX* context, BytesView bytes) {
  if (EVP_DigestUpdate(context, bytes.data(), bytes.size()) != 1) std::abort();
}

Digest end(EVP_MD_CTX* context) {
  Digest digest;
  unsigned size = 0;
  if (EVP_DigestFinal_ex(context, digest.data(), &size) != 1 || size != digest.size()) std::abort();
  return digest;
}

}  // namespace

struct Sha256::Context {
  Owned handle{EVP_MD_CTX_new()};
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  begin(context_->handle.get());
}

Sha256::~Sha256() = default;

void Sha256::update(BytesView bytes) {
  add(context_->handle.get(), bytes);
}

Digest Sha256::finish() {
  return end(context_->handle.get());
}

Digest sha256(BytesView bytes) {
  return sha256({bytes});
}

Digest sha256(std::initializer_list<BytesView> pieces) {
  // One context a thread, used again and again: making one costs as much as hashing a short text.
  thread_local const Owned context(EVP_MD_CTX_new());
  begin(context.get());
  for (const auto piece : pieces) add(context.get(), piece);
  return end(context.get());
}

}  // namespace cred::crypto
