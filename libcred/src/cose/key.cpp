// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/key.h"

#include <algorithm>

#include "cred/cbor/reader.h"
#include "cred/cose/labels.h"

namespace cred::cose {

namespace {

bool is_okp(const crypto::PublicKey& key) {
  return key.algorithm() == crypto::Algorithm::kEd25519;
}

Result<crypto::PublicKey> ed25519(BytesView x, Point point) {
  return point == Point::kVouched ? crypto::PublicKey::vouched_ed25519(x) : crypto::PublicKey::ed25519(x);
}

}  // namespace

void encode_key(cbor::Encoder& out, const crypto::PublicKey& key) {
  out.map(is_okp(key) ? 3 : 4);
  out.integer(key::kKty).integer(is_okp(key) ? key::kKtyOkp : key::kKtyEc2);
  out.integer(key::kCrv).integer(is_okp(key) ? key::kCrvEd25519 : key::kCrvP256);
  out.integer(key::kX).bytes(key.x());
  if (!is_okp(key)) out.integer(key::kY).boolean(key.y_odd());
}

Result<crypto::PublicKey> parse_key(const cbor::Item& item, Reason reason, Point point) {
  cbor::MapReader in(item, "COSE_Key", reason);
  const auto kty = in.required_integer(key::kKty);
  const auto crv = in.required_integer(key::kCrv);
  const auto x = in.required_bytes(key::kX, 32);
  const bool okp = kty == key::kKtyOkp && crv == key::kCrvEd25519;
  const bool ec2 = kty == key::kKtyEc2 && crv == key::kCrvP256;
  const bool y_odd = ec2 && in.required_boolean(key::kY);
  if (!okp && !ec2) in.refuse("neither Ed25519 nor P-256");
  CRED_CHECK(in.finish());
  auto key = okp ? ed25519(x, point) : crypto::PublicKey::p256(x, y_odd);
  if (!key) return fail(reason, key.error().detail);
  return key;
}

Thumbprint thumbprint(const crypto::PublicKey& key) {
  // RFC 9679: only the members that make the key, the point expanded.
  cbor::Encoder out;
  if (is_okp(key)) {
    encode_key(out, key);
  } else {
    out.map(4).integer(key::kKty).integer(key::kKtyEc2).integer(key::kCrv).integer(key::kCrvP256);
    out.integer(key::kX).bytes(key.x()).integer(key::kY).bytes(key.y());
  }
  return Thumbprint(crypto::sha256(out.view()));
}

KeyId key_id(const Thumbprint& thumbprint) {
  std::array<std::uint8_t, 8> kid;
  std::copy_n(thumbprint.value().begin(), kid.size(), kid.begin());
  return KeyId(kid);
}

}  // namespace cred::cose
