// SPDX-License-Identifier: Apache-2.0
#include "cred/crypto/foreign.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>

namespace cred::crypto {

namespace {

constexpr std::size_t kCoordinate = 48;  // octets

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* handle) const {
    Free(handle);
  }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, Deleter<Free>>;

Owned<EVP_PKEY, EVP_PKEY_free> p384(BytesView x, BytesView y) {
  Bytes point = {4};
  append(point, x);
  append(point, y);
  char group[] = "secp384r1";
  OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  const Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
    return nullptr;
  return Owned<EVP_PKEY, EVP_PKEY_free>(key);
}

Bytes to_der(BytesView signature) {
  const Owned<ECDSA_SIG, ECDSA_SIG_free> parts(ECDSA_SIG_new());
  auto* r = BN_bin2bn(signature.data(), kCoordinate, nullptr);
  auto* s = BN_bin2bn(signature.data() + kCoordinate, kCoordinate, nullptr);
  if (!parts || ECDSA_SIG_set0(parts.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  unsigned char* encoded = nullptr;
  const int size = i2d_ECDSA_SIG(parts.get(), &encoded);
  if (size <= 0) return {};
  Bytes der(encoded, encoded + size);
  OPENSSL_free(encoded);
  return der;
}

}  // namespace

std::array<std::uint8_t, 48> sha384(BytesView bytes) {
  std::array<std::uint8_t, 48> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha384(), nullptr) != 1)
    digest.fill(0);
  return digest;
}

bool verify_es384(BytesView x, BytesView y, BytesView message, BytesView signature) {
  if (x.size() != kCoordinate || y.size() != kCoordinate || signature.size() != 2 * kCoordinate) return false;
  const auto key = p384(x, y);
  const auto der = to_der(signature);
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  const bool verifies =
      key && !der.empty() && context &&
      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha384(), nullptr, key.get()) == 1 &&
      EVP_DigestVerify(context.get(), der.data(), der.size(), message.data(), message.size()) == 1;
  if (!verifies) ERR_clear_error();
  return verifies;
}

}  // namespace cred::crypto
