// SPDX-License-Identifier: Apache-2.0
// Parser: libcred/src/cose/sign.cpp
// Longest: 768
#include "cred/cose/sign.h"

#include <algorithm>

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

/// The message made again from its parts.
Bytes made_again(const cose::Sign& message) {
  std::vector<cose::OneSignature> signatures;
  for (const auto& signer : message.signers()) {
    if (signer.signature.size() != crypto::Signature().size()) return {};
    crypto::Signature signature;
    std::copy(signer.signature.begin(), signer.signature.end(), signature.begin());
    signatures.push_back({signer.algorithm, signer.kid, signature});
  }
  return *cose::assemble_sign(cose::Typ::kHead, message.self_asserted_payload(), signatures);
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
  const auto again = made_again(*message);
  must(again.empty() || equal(again, input), "the same parts make the same message");
  CRED_PLANT(message->signers().size() == 1,
             message->self_asserted_payload().size() == 3 && message->self_asserted_payload()[2] == 0x5a);
  const auto known = keys();
  auto copy = *message;
  const auto ignoring = std::move(copy).verify(known, cose::Strangers::kIgnore);
  const auto verified = std::move(*message).verify(known, cose::Strangers::kRefuse);
  must(!verified || ignoring, "who refuses strangers is the stricter one");
  must(!verified || equal(verified->payload(), kPayload), "only what was signed verifies");
  must(!verified || verified->count_of(known) == verified->signers().size(), "each signer counts once");
  return true;
}

}  // namespace cred::fuzz
