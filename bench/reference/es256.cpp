// SPDX-License-Identifier: Apache-2.0
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include <cstdlib>

#include "bench/reference/reference.h"

namespace cred::bench::reference {

struct Es256Verifier::Handles {
  EVP_PKEY* key = nullptr;
  EVP_PKEY_CTX* verifier = nullptr;
  EVP_MD* sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* hash = EVP_MD_CTX_new();
  ~Handles() {
    EVP_PKEY_CTX_free(verifier);
    EVP_PKEY_free(key);
    EVP_MD_CTX_free(hash);
    EVP_MD_free(sha256);
  }
};

Es256Verifier::Es256Verifier(View x, View y) : handles_(std::make_unique<Handles>()) {
  std::vector<std::uint8_t> point{4};
  point.insert(point.end(), x.begin(), x.end());
  point.insert(point.end(), y.begin(), y.end());
  char group[] = "prime256v1";
  OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  EVP_PKEY_CTX* import = EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr);
  if (EVP_PKEY_fromdata_init(import) != 1 ||
      EVP_PKEY_fromdata(import, &handles_->key, EVP_PKEY_PUBLIC_KEY, params) != 1)
    std::abort();
  EVP_PKEY_CTX_free(import);
  handles_->verifier = EVP_PKEY_CTX_new_from_pkey(nullptr, handles_->key, nullptr);
  if (EVP_PKEY_verify_init(handles_->verifier) != 1) std::abort();
}

Es256Verifier::~Es256Verifier() = default;

bool Es256Verifier::verifies(View message, View der) const {
  std::uint8_t digest[32];
  unsigned size = 0;
  if (EVP_DigestInit_ex2(handles_->hash, handles_->sha256, nullptr) != 1 ||
      EVP_DigestUpdate(handles_->hash, message.data(), message.size()) != 1 ||
      EVP_DigestFinal_ex(handles_->hash, digest, &size) != 1)
    return false;
  return EVP_PKEY_verify(handles_->verifier, der.data(), der.size(), digest, size) == 1;
}

bool es256_verifies_unseen(View point, View message, View der) {
  static EVP_PKEY* curve = [] {
    char group[] = "prime256v1";
    OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
                           OSSL_PARAM_construct_end()};
    EVP_PKEY* parameters = nullptr;
    EVP_PKEY_CTX* import = EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr);
    if (EVP_PKEY_fromdata_init(import) != 1 ||
        EVP_PKEY_fromdata(import, &parameters, EVP_PKEY_KEY_PARAMETERS, params) != 1)
      std::abort();
    EVP_PKEY_CTX_free(import);
    return parameters;
  }();
  static EVP_MD* sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  static EVP_MD_CTX* hash = EVP_MD_CTX_new();

  EVP_PKEY* key = EVP_PKEY_dup(curve);
  if (EVP_PKEY_set1_encoded_public_key(key, point.data(), point.size()) != 1) std::abort();
  EVP_PKEY_CTX* verifier = EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr);
  std::uint8_t digest[32];
  unsigned size = 0;
  const bool verifies = EVP_PKEY_verify_init(verifier) == 1 &&
                        EVP_DigestInit_ex2(hash, sha256, nullptr) == 1 &&
                        EVP_DigestUpdate(hash, message.data(), message.size()) == 1 &&
                        EVP_DigestFinal_ex(hash, digest, &size) == 1 &&
                        EVP_PKEY_verify(verifier, der.data(), der.size(), digest, size) == 1;
  EVP_PKEY_CTX_free(verifier);
  EVP_PKEY_free(key);
  return verifies;
}

struct Es256Signer::Handles {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  EVP_PKEY_CTX* signer = EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr);
  EVP_MD* sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* hash = EVP_MD_CTX_new();
  ~Handles() {
    EVP_PKEY_CTX_free(signer);
    EVP_PKEY_free(key);
    EVP_MD_CTX_free(hash);
    EVP_MD_free(sha256);
  }
};

Es256Signer::Es256Signer() : handles_(std::make_unique<Handles>()) {
  if (EVP_PKEY_sign_init(handles_->signer) != 1) std::abort();
}

Es256Signer::~Es256Signer() = default;

std::vector<std::uint8_t> Es256Signer::sign(View message) const {
  std::uint8_t digest[32];
  unsigned size = 0;
  std::vector<std::uint8_t> der(80);
  std::size_t length = der.size();
  if (EVP_DigestInit_ex2(handles_->hash, handles_->sha256, nullptr) != 1 ||
      EVP_DigestUpdate(handles_->hash, message.data(), message.size()) != 1 ||
      EVP_DigestFinal_ex(handles_->hash, digest, &size) != 1 ||
      EVP_PKEY_sign(handles_->signer, der.data(), &length, digest, size) != 1)
    std::abort();
  der.resize(length);
  return der;
}

std::vector<std::uint8_t> to_der(View raw) {
  ECDSA_SIG* parts = ECDSA_SIG_new();
  ECDSA_SIG_set0(parts, BN_bin2bn(raw.data(), 32, nullptr), BN_bin2bn(raw.data() + 32, 32, nullptr));
  std::vector<std::uint8_t> der(80);
  unsigned char* at = der.data();
  const int size = i2d_ECDSA_SIG(parts, &at);
  ECDSA_SIG_free(parts);
  der.resize(static_cast<std::size_t>(size));
  return der;
}

}  // namespace cred::bench::reference
