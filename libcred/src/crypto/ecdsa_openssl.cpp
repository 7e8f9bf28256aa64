// SPDX-License-Identifier: Apache-2.0
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <atomic>
#include <cstring>

#include "cred/crypto/digest.h"
#include "crypto/p256.h"
#include "crypto/sha256_openssl.h"

namespace cred::crypto::p256 {

namespace {

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* handle) const {
    Free(handle);
  }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, Deleter<Free>>;

using Pkey = Owned<EVP_PKEY, EVP_PKEY_free>;
using PkeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Params = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using ParamBuilder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Group = Owned<EC_GROUP, EC_GROUP_free>;
using Point = Owned<EC_POINT, EC_POINT_free>;
using Number = Owned<BIGNUM, BN_clear_free>;

/// OpenSSL's errors stay in a queue of the thread, where the next caller would find them.
struct ErrorsCleared {
  ~ErrorsCleared() { ERR_clear_error(); }
};

constexpr std::size_t kMaxDer = 72;  // two integers of 33 octets, three heads

/// One INTEGER of DER: no leading zeros, one zero octet before a set top bit.
std::size_t put_integer(std::uint8_t* out, BytesView number) {
  while (number.size() > 1 && number[0] == 0) number = number.subspan(1);
  const std::size_t pad = number[0] >> 7;
  out[0] = 0x02;
  out[1] = static_cast<std::uint8_t>(number.size() + pad);
  out[2] = 0;
  std::memcpy(out + 2 + pad, number.data(), number.size());
  return 2 + pad + number.size();
}

/// r||s as OpenSSL wants it, without a detour over big numbers.
std::size_t to_der(BytesView signature, std::array<std::uint8_t, kMaxDer>& der) {
  std::size_t size = 2;
  size += put_integer(der.data() + size, signature.first(32));
  size += put_integer(der.data() + size, signature.subspan(32));
  der[0] = 0x30;
  der[1] = static_cast<std::uint8_t>(size - 2);
  return size;
}

Pkey import_key(OSSL_PARAM* params, int selection) {
  const PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, selection, params) != 1) {
    return nullptr;
  }
  return Pkey(key);
}

/// The curve without a point. A key made from it takes less than half the time of one made from the curve's
/// name, which is looked up and built anew each time.
const Pkey& curve() {
  static const Pkey kCurve = [] {
    char group[] = "prime256v1";
    OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
                           OSSL_PARAM_construct_end()};
    return import_key(params, EVP_PKEY_KEY_PARAMETERS);
  }();
  return kCurve;
}

/// OpenSSL takes a point only with coordinates below p and on the curve. The cofactor of P-256 is 1, so every
/// such point has the right order. None: no such point, or it is infinity.
Pkey key_of_point(BytesView point) {
  if (!curve()) return nullptr;
  Pkey key(EVP_PKEY_dup(curve().get()));
  if (!key || EVP_PKEY_set1_encoded_public_key(key.get(), point.data(), point.size()) != 1) return nullptr;
  return key;
}

/// At most one context kept for the next verification: taken and given back without a lock, by whatever
/// thread comes first.
class Spare {
 public:
  ~Spare() { take(); }
  PkeyContext take() { return PkeyContext(kept_.exchange(nullptr, std::memory_order_acquire)); }
  void give_back(PkeyContext context) {
    const PkeyContext other(kept_.exchange(context.release(), std::memory_order_acq_rel));
  }

 private:
  std::atomic<EVP_PKEY_CTX*> kept_ = nullptr;
};

}  // namespace

struct Key::Handle {
  Pkey key;
  Spare verifying;  // a context that no thread uses just now
  Spare signing;
  Coordinate x;
  bool y_odd;

  PkeyContext make_verifier() const {
    PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
    return context && EVP_PKEY_verify_init(context.get()) == 1 ? std::move(context) : nullptr;
  }

  /// `point` is that of the key: 02/03||x or 04||x||y.
  static std::unique_ptr<Handle> of(Pkey key, BytesView point) {
    if (!key) return nullptr;
    auto handle = std::make_unique<Handle>();
    std::ranges::copy(point.subspan(1, handle->x.size()), handle->x.begin());
    handle->y_odd = ((point[0] == 4 ? point.back() : point[0]) & 1) != 0;
    handle->key = std::move(key);
    return handle;
  }
};

Key::Key(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Key::~Key() = default;
Key::Key(Key&&) noexcept = default;

std::optional<Key> Key::from_point(BytesView point) {
  const bool compressed = point.size() == 33 && (point[0] == 2 || point[0] == 3);
  const bool uncompressed = point.size() == 65 && point[0] == 4;
  if (!compressed && !uncompressed) return std::nullopt;  // a lone 00 is infinity, which OpenSSL would take
  const ErrorsCleared at_the_end;
  auto handle = Handle::of(key_of_point(point), point);
  if (!handle) return std::nullopt;
  return Key(std::move(handle));
}

std::optional<Key> Key::from_scalar(const SecretBytes& scalar) {
  if (!is_scalar(scalar.reveal())) return std::nullopt;
  const ErrorsCleared at_the_end;
  const Group group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
  const Number number(BN_secure_new());
  const Point point(EC_POINT_new(group.get()));
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  std::array<std::uint8_t, 65> octets;
  if (!group || !number || !point || !builder ||
      BN_bin2bn(scalar.reveal().data(), static_cast<int>(scalar.size()), number.get()) == nullptr) {
    return std::nullopt;
  }
  BN_set_flags(number.get(), BN_FLG_CONSTTIME);
  if (EC_POINT_mul(group.get(), point.get(), number.get(), nullptr, nullptr, nullptr) != 1 ||
      EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, octets.data(),
                         octets.size(), nullptr) != octets.size() ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, octets.data(),
                                       octets.size()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get()) != 1) {
    return std::nullopt;
  }
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  auto handle = Handle::of(import_key(params.get(), EVP_PKEY_KEYPAIR), octets);
  if (!handle) return std::nullopt;
  return Key(std::move(handle));
}

const Coordinate& Key::x() const {
  return handle_->x;
}
bool Key::y_odd() const {
  return handle_->y_odd;
}

Coordinate Key::y() const {
  const ErrorsCleared at_the_end;
  Coordinate y{};
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(handle_->key.get(), OSSL_PKEY_PARAM_EC_PUB_Y, &number) != 1) return y;
  const Number owner(number);
  BN_bn2binpad(number, y.data(), static_cast<int>(y.size()));
  return y;
}

bool Key::verify(BytesView message, BytesView signature) const {
  std::array<std::uint8_t, kMaxDer> der;
  const std::size_t size = to_der(signature, der);
  const Digest digest = sha256(message);
  auto context = handle_->verifying.take();
  if (!context) context = handle_->make_verifier();
  // Below zero is a failure of the library, not a yes (CVE-2008-5077): only 1 verifies.
  const bool verifies =
      context && EVP_PKEY_verify(context.get(), der.data(), size, digest.data(), digest.size()) == 1;
  if (!verifies) ERR_clear_error();
  handle_->verifying.give_back(std::move(context));
  return verifies;
}

std::optional<Signature> Key::sign(BytesView message) const {
  const ErrorsCleared at_the_end;
  const Digest digest = sha256(message);
  auto context = handle_->signing.take();
  if (!context) {
    context.reset(EVP_PKEY_CTX_new_from_pkey(nullptr, handle_->key.get(), nullptr));
    if (!context || EVP_PKEY_sign_init(context.get()) != 1) return std::nullopt;
  }
  std::array<std::uint8_t, kMaxDer> der;
  std::size_t size = der.size();
  if (EVP_PKEY_sign(context.get(), der.data(), &size, digest.data(), digest.size()) != 1) return std::nullopt;
  handle_->signing.give_back(std::move(context));
  const unsigned char* at = der.data();
  const Owned<ECDSA_SIG, ECDSA_SIG_free> parts(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
  Signature signature;
  if (!parts || BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), signature.data(), 32) != 32 ||
      BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), signature.data() + 32, 32) != 32) {
    return std::nullopt;
  }
  if (is_low_s(signature)) return signature;
  static const Group group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
  const Number low_s(BN_new());
  if (!group || !low_s ||
      BN_sub(low_s.get(), EC_GROUP_get0_order(group.get()), ECDSA_SIG_get0_s(parts.get())) != 1 ||
      BN_bn2binpad(low_s.get(), signature.data() + 32, 32) != 32) {
    return std::nullopt;
  }
  return signature;
}

}  // namespace cred::crypto::p256
