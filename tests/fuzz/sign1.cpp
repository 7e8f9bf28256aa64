// SPDX-License-Identifier: Apache-2.0
// Parser: libcred/src/cose/sign1.cpp libcred/src/cose/header.cpp libcred/src/cose/foreign.cpp
// Longest: 512
#include "cred/cose/sign1.h"

#include "cred/codec/hex.h"
#include "cred/cose/foreign.h"
#include "fuzz/world.h"

namespace cred::fuzz {

namespace {

const Bytes kPayload = *codec::from_hex("a1010a");

/// Everything before the payload is determined by the header; only a wallet credential may carry something
/// unprotected.
void must_begin_as_made(const cose::Sign1& message, BytesView input) {
  cbor::Encoder out;
  out.tag(cose::kTagSign1).array(4).bytes(cose::encode_header(message.header()));
  if (message.header().typ != cose::Typ::kWalletCredential) out.map(0);
  must(equal(out.view(), input.first(std::min(input.size(), out.view().size()))), "one header, one encoding");
}

}  // namespace

std::vector<Bytes> seeds() {
  const auto& keys = authority();
  return {sign1_any(cose::Typ::kStaticPermit, kPayload, *keys.permits_key),
          sign1_any(cose::Typ::kStaticPermit, kPayload, *keys.permits_p256_key),
          sign1_any(cose::Typ::kStatusList, kPayload, *keys.status_key)};
}

bool accepts(BytesView input) {
  const auto foreign = cose::ForeignSign1::parse(input);
  if (foreign)
    must(!foreign->verify(authority().head_key->public_key(), {}), "nothing verifies under another key");
  auto message = cose::Sign1::parse(input);
  if (!message) return false;
  must(foreign.has_value(), "what is ours is COSE_Sign1 to others");
  must_begin_as_made(*message, input);
  const auto& header = message->header();
  CRED_PLANT(foreign->payload.size() == 3 && foreign->payload[0] == 0x5a, foreign->payload[2] == 0xc3);
  for (const auto* key : {&authority().permits_key, &authority().permits_p256_key, &authority().status_key}) {
    auto copy = *message;
    const auto verified = std::move(copy).verify((*key)->public_key());
    must(!verified || equal(verified->payload(), kPayload), "only what was signed verifies");
    must(!verified || header.typ == cose::Typ::kStaticPermit || header.typ == cose::Typ::kStatusList,
         "the header is signed too");
  }
  return true;
}

}  // namespace cred::fuzz
