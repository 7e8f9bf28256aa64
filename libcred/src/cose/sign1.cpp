// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/sign1.h"

#include "cose/unprotected.h"
#include "cred/cbor/decode.h"
#include "cred/cbor/reader.h"
#include "cred/cose/labels.h"
#include "cred/cose/sig_structure.h"

namespace cred::cose {

Result<Sign1> Sign1::parse(BytesView token, std::size_t max_bytes) {
  CRED_TRY(const auto item, cbor::decode(token, cbor::Limits::own(max_bytes)));
  if (item.tag() != kTagSign1) return fail(Reason::kCose, "not tag 18 (COSE_Sign1)");
  cbor::ArrayReader in(item.tagged(), "COSE_Sign1", Reason::kCose);
  const auto protected_header = in.next_bytes();
  const auto unprotected = in.next();
  const auto payload = in.next_bytes();
  const auto signature = in.next_bytes();
  CRED_CHECK(in.finish());
  CRED_TRY(const auto disclosures, read_disclosures(unprotected));
  CRED_TRY(const auto header, parse_header(protected_header));
  if (disclosures && header.typ != Typ::kWalletCredential)
    return fail(Reason::kHeader, "the unprotected header is not empty");
  return Sign1(header, protected_header, payload, signature, disclosures);
}

Result<Verified> Sign1::verify(const crypto::PublicKey& key) && {
  if (header_.algorithm != key.algorithm()) {
    return fail(Reason::kAlgorithm, "the key is for " + std::string(crypto::name(key.algorithm())) +
                                        ", the message says " + std::string(crypto::name(header_.algorithm)));
  }
  if (!key.verify(SigStructure::sign1(protected_, payload_).bytes(), signature_)) {
    return fail(Reason::kIssuerSignature, "the signature does not verify");
  }
  return Verified(header_, key, payload_, disclosures_);
}

Result<Verified> Sign1::verify_possession(KeyInPayload key_of) && {
  CRED_TRY(const auto key, key_of(payload_));
  if (header_.kid != key_id(key)) return fail(Reason::kHeader, "the kid is not that of the key it carries");
  return std::move(*this).verify(key);
}

Result<Bytes> sign1(Typ typ, BytesView payload, crypto::Signer& signer) {
  CRED_CHECK(cbor::decode(payload, cbor::Limits::own(payload.size())));
  const auto& key = signer.public_key();
  const Bytes protected_header = encode_header({key.algorithm(), key_id(key), typ});
  const auto to_be_signed = SigStructure::sign1(protected_header, payload);
  CRED_TRY(const auto signature, signer.sign(to_be_signed));
  if (!key.verify(to_be_signed.bytes(), signature))
    return fail(Reason::kCrypto, "the new signature does not verify");
  cbor::Encoder out;
  out.reserve(protected_header.size() + payload.size() + signature.size() + 16);
  out.tag(kTagSign1).array(4).bytes(protected_header).map(0).bytes(payload).bytes(signature);
  return out.take();
}

Result<Bytes> with_disclosures(BytesView token, std::span<const BytesView> disclosures) {
  CRED_TRY(const auto item, cbor::decode(token, cbor::Limits::own(kMaxToken)));
  if (item.tag() != kTagSign1) return fail(Reason::kCose, "not tag 18 (COSE_Sign1)");
  cbor::ArrayReader in(item.tagged(), "COSE_Sign1", Reason::kCose);
  const auto protected_header = in.next();
  in.next();
  const auto payload = in.next();
  const auto signature = in.next();
  CRED_CHECK(in.finish());

  cbor::Encoder out;
  out.reserve(token.size());
  out.tag(kTagSign1).array(4).item(protected_header.encoded());
  if (disclosures.empty())
    out.map(0);
  else
    out.map(1).integer(header::kSdClaims).array(disclosures.size());
  for (const auto disclosure : disclosures) out.bytes(disclosure);
  return out.item(payload.encoded()).item(signature.encoded()).take();
}

}  // namespace cred::cose
