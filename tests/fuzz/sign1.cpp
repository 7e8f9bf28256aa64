// SPDX-License-Identifier: Apache-2.0
// Parser: libcred/src/cose/sign1.cpp libcred/src/cose/header.cpp libcred/src/cose/foreign.cpp
// Parser: libcred/src/cose/unprotected.h libcred/src/crypto/p256_range.cpp
// Longest: 512
#include "cred/cose/sign1.h"

#include "cred/cbor/decode.h"
#include "cred/codec/hex.h"
#include "cred/cose/foreign.h"
#include "fuzz/refused.h"
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

Result<crypto::PublicKey> permits_key(BytesView) {
  return authority().permits_key->public_key();
}

/// Whoever signs the same content says nothing that is not in our encoding, and is read.
void must_be_signable(const cose::Sign1& message, BytesView payload) {
  const auto again = cose::sign1(message.header().typ, payload, *authority().permits_key);
  must(again.has_value() == cbor::decode(payload, cbor::Limits::own(payload.size())).has_value(),
       "only what is in our encoding is signed");
  if (!again) return;
  const auto verified = std::move(*cose::Sign1::parse(*again)).verify_possession(permits_key);
  must(verified && equal(verified->payload(), payload), "what was signed verifies");
  auto copy = message;
  const auto possessed = std::move(copy).verify_possession(permits_key);
  must(!possessed || message.header().kid == verified->header().kid, "a key is possessed under its kid only");
}

/// Disclosures are put on and taken off without a look at the rest; only a wallet credential has them.
void must_keep_disclosures_apart(const cose::Sign1& message, BytesView input, BytesView bare) {
  const Bytes disclosure = {0x80};
  const auto dressed = cose::with_disclosures(input, {{BytesView(disclosure)}});
  must(cose::Sign1::parse(*dressed).has_value() == (message.header().typ == cose::Typ::kWalletCredential),
       "only a wallet credential has disclosures");
  must(equal(*cose::with_disclosures(*dressed, {}), bare), "disclosures come off as they were put on");
}

}  // namespace

std::vector<Bytes> seeds() {
  const auto& keys = authority();
  return {sign1_any(cose::Typ::kStaticPermit, kPayload, *keys.permits_key),
          sign1_any(cose::Typ::kStaticPermit, kPayload, *keys.permits_p256_key),
          sign1_any(cose::Typ::kStatusList, kPayload, *keys.status_key),
          sign1_any(cose::Typ::kWalletCredential, kPayload, *keys.permits_key)};
}

std::vector<Refused> refused() {
  const Bytes disclosure = {0x80};
  const auto permit = sign1_any(cose::Typ::kStaticPermit, kPayload, *authority().permits_key);
  const auto wallet = sign1_any(cose::Typ::kWalletCredential, kPayload, *authority().permits_key);
  const std::vector<BytesView> too_many(cose::kMaxDisclosures + 1, disclosure);
  return {{"too many disclosures", *cose::with_disclosures(wallet, too_many)},
          {"disclosures of a print", *cose::with_disclosures(permit, {{BytesView(disclosure)}})}};
}

bool accepts(BytesView input) {
  const auto foreign = cose::ForeignSign1::parse(input);
  if (foreign)
    must(!foreign->verify(authority().head_key->public_key(), {}), "nothing verifies under another key");
  auto message = cose::Sign1::parse(input);
  const auto bare = cose::with_disclosures(input, {});
  must(bare.has_value() || !message, "a message has a place for disclosures");
  if (!message) return false;
  must(foreign.has_value(), "what is ours is COSE_Sign1 to others");
  must_begin_as_made(*message, input);
  const auto& header = message->header();
  CRED_PLANT(header.typ == cose::Typ::kPresentation, foreign->payload.size() < 8);
  for (const auto* key : {&authority().permits_key, &authority().permits_p256_key, &authority().status_key}) {
    auto copy = *message;
    const auto verified = std::move(copy).verify((*key)->public_key());
    must(!verified || equal(verified->payload(), kPayload), "only what was signed verifies");
    must(!verified || header.typ == cose::Typ::kStaticPermit || header.typ == cose::Typ::kStatusList ||
             header.typ == cose::Typ::kWalletCredential,
         "the header is signed too");
  }
  must_be_signable(*message, foreign->payload);
  must_keep_disclosures_apart(*message, input, *bare);
  return true;
}

}  // namespace cred::fuzz
