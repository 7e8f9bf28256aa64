// SPDX-License-Identifier: Apache-2.0
// Parser: libcred/src/cose/sign.cpp
// Parser: libcred/src/cose/unprotected.h
// Longest: 768
#include "cred/cose/sign.h"

#include <algorithm>

#include "cred/cbor/decode.h"
#include "cred/codec/hex.h"
#include "fuzz/world.h"

namespace cred::fuzz {

namespace {

const Bytes kPayload = *codec::from_hex("a1010a");

std::vector<crypto::PublicKey> keys() {
  auto all = test::role_of(1, authority().root_keys).keys;
  all.push_back(authority().permits_p256_key->public_key());
  return all;
}

/// The signatures, if each has the length of one.
std::vector<cose::OneSignature> parts_of(const cose::Sign& message) {
  std::vector<cose::OneSignature> signatures;
  for (const auto& signer : message.signers()) {
    if (signer.signature.size() != crypto::Signature().size()) return {};
    crypto::Signature signature;
    std::copy(signer.signature.begin(), signer.signature.end(), signature.begin());
    signatures.push_back({signer.algorithm, signer.kid, signature});
  }
  return signatures;
}

/// Whoever signs the same content says nothing that is not in our encoding, and is read.
void must_be_signable(BytesView payload) {
  const std::vector<crypto::Signer*> signers = {authority().root_keys[0].get(),
                                                authority().root_keys[1].get()};
  const auto again = cose::sign(cose::Typ::kHead, payload, signers);
  must(again.has_value() == cbor::decode(payload, cbor::Limits::own(payload.size())).has_value(),
       "only what is in our encoding is signed");
  if (!again) return;
  auto message = *cose::Sign::parse(*again, cose::Typ::kHead, trust::kMaxHead);
  const auto verified = std::move(message).verify(keys(), cose::Strangers::kRefuse);
  must(verified && equal(verified->payload(), payload), "what was signed verifies");
  must(verified->count_of(keys()) == 2, "who signed counts");
}

}  // namespace

std::vector<Bytes> seeds() {
  const auto root = test::pointers(authority().root_keys);
  auto* p256 = authority().permits_p256_key.get();
  return {sign_any(cose::Typ::kHead, kPayload, {root[0]}), sign_any(cose::Typ::kHead, kPayload, root),
          sign_any(cose::Typ::kHead, kPayload, {root[1], p256})};
}

bool accepts(BytesView input) {
  auto message = cose::Sign::parse(input, cose::Typ::kHead, trust::kMaxHead);
  if (!message) return false;
  const auto payload = message->self_asserted_payload();
  if (auto parts = parts_of(*message); !parts.empty()) {
    must(equal(*cose::assemble_sign(cose::Typ::kHead, payload, parts), input), "the same parts, one message");
    parts.push_back(parts.front());
    must(!cose::assemble_sign(cose::Typ::kHead, payload, parts), "nobody signs twice");
  }
  CRED_PLANT(message->signers().back().signature.empty(), payload.size() == 24);
  const auto known = keys();
  auto copy = *message;
  const auto ignoring = std::move(copy).verify(known, cose::Strangers::kIgnore);
  const auto verified = std::move(*message).verify(known, cose::Strangers::kRefuse);
  must(!verified || ignoring, "who refuses strangers is the stricter one");
  must(!verified || equal(verified->payload(), kPayload), "only what was signed verifies");
  must(!verified || verified->count_of(known) == verified->signers().size(), "each signer counts once");
  must_be_signable(payload);
  return true;
}

}  // namespace cred::fuzz
