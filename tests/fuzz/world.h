// SPDX-License-Identifier: Apache-2.0
// The example authority, and its signature under whatever octets the fuzzer made up: parsers behind a
// signature are reached, and what was never signed is told apart from what was.
#pragma once

#include "cred/cose/labels.h"
#include "cred/cose/sig_structure.h"
#include "fuzz/target.h"
#include "support/authority.h"
#include "support/trust_store.h"

namespace cred::fuzz {

inline const test::Authority& authority() {
  static const test::Authority authority;
  return authority;
}

inline const test::SignedBundle& published() {
  static const test::SignedBundle bundle = authority().sign(authority().release(1));
  return bundle;
}

/// COSE_Sign1 over any octets; cose::sign1 refuses those that are not in our encoding.
inline Bytes sign1_any(cose::Typ typ, BytesView payload, crypto::Signer& signer) {
  const auto& key = signer.public_key();
  const auto header = cose::encode_header({key.algorithm(), cose::key_id(key), typ});
  const auto signature = *signer.sign(cose::SigStructure::sign1(header, payload));
  cbor::Encoder out;
  out.tag(cose::kTagSign1).array(4).bytes(header).map(0).bytes(payload).bytes(signature);
  return out.take();
}

/// COSE_Sign over any octets.
inline Bytes sign_any(cose::Typ typ, BytesView payload, const std::vector<crypto::Signer*>& signers) {
  cbor::Encoder body;
  cose::encode_typ(body.map(1).integer(cose::header::kTyp), typ);
  std::vector<cose::OneSignature> signatures;
  for (auto* signer : signers) {
    const auto& key = signer->public_key();
    const auto kid = cose::key_id(key);
    cbor::Encoder header;
    header.map(2).integer(cose::header::kAlg).integer(crypto::to_cose(key.algorithm()));
    header.integer(cose::header::kKid).bytes(kid.value());
    const auto to_be_signed = cose::SigStructure::sign(body.view(), header.view(), payload);
    signatures.push_back({key.algorithm(), kid, *signer->sign(to_be_signed)});
  }
  return *cose::assemble_sign(typ, payload, std::move(signatures));
}

}  // namespace cred::fuzz
