// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/sign.h"

#include <algorithm>
#include <map>
#include <string>

#include "cose/unprotected.h"
#include "cred/cbor/decode.h"
#include "cred/cbor/reader.h"
#include "cred/cose/labels.h"
#include "cred/cose/sig_structure.h"

namespace cred::cose {

namespace {

Bytes encode_body_header(Typ typ) {
  cbor::Encoder out;
  out.map(1).integer(header::kTyp);
  encode_typ(out, typ);
  return out.take();
}

Bytes encode_signer_header(crypto::Algorithm algorithm, const KeyId& kid) {
  cbor::Encoder out;
  out.map(2)
      .integer(header::kAlg)
      .integer(crypto::to_cose(algorithm))
      .integer(header::kKid)
      .bytes(kid.value());
  return out.take();
}

Result<cbor::Item> decode_header(BytesView encoded) {
  if (encoded.empty()) return fail(Reason::kHeader, "a protected header is empty");
  return cbor::decode(encoded, cbor::Limits::own(encoded.size()));
}

Result<void> check_body_header(BytesView encoded, Typ typ) {
  CRED_TRY(const auto item, decode_header(encoded));
  cbor::MapReader in(item, "body header", Reason::kHeader);
  const auto typ_item = in.required(header::kTyp);
  CRED_CHECK(in.finish());
  if (typ_from(typ_item) != typ) return fail(Reason::kTyp, "not a message of typ " + std::string(name(typ)));
  return {};
}

Result<Sign::Signer> parse_signer(const cbor::Item& item) {
  cbor::ArrayReader in(item, "signer", Reason::kCose);
  const auto protected_header = in.next_bytes();
  const auto unprotected = in.next();
  const auto signature = in.next_bytes();
  CRED_CHECK(in.finish());
  CRED_CHECK(check_unprotected(unprotected));
  CRED_TRY(const auto header_item, decode_header(protected_header));
  cbor::MapReader header_in(header_item, "signer header", Reason::kHeader);
  const auto alg = header_in.required(header::kAlg);
  const auto kid_octets = header_in.required_bytes(header::kKid, 8);
  CRED_CHECK(header_in.finish());
  CRED_TRY(const auto algorithm, parse_algorithm(alg));
  std::array<std::uint8_t, 8> kid;
  std::copy(kid_octets.begin(), kid_octets.end(), kid.begin());
  return Sign::Signer{protected_header, algorithm, KeyId(kid), signature};
}

Result<void> check_count(std::size_t signers) {
  if (signers >= 1 && signers <= kMaxSigners) return {};
  return fail(Reason::kCose,
              std::to_string(signers) + " signers, 1 to " + std::to_string(kMaxSigners) + " belong");
}

Result<std::vector<Sign::Signer>> parse_signers(const cbor::Item& item) {
  cbor::ArrayReader in(item, "signers", Reason::kCose);
  CRED_CHECK(check_count(in.size()));
  std::vector<Sign::Signer> signers;
  while (in.more()) {
    CRED_TRY(auto signer, parse_signer(in.next()));
    if (!signers.empty() && signer.kid <= signers.back().kid)
      return fail(Reason::kCose, "signers are not sorted by kid, each once");
    signers.push_back(signer);
  }
  return signers;
}

}  // namespace

std::size_t VerifiedSign::count_of(std::span<const crypto::PublicKey> keys) const {
  return static_cast<std::size_t>(std::count_if(keys.begin(), keys.end(), [this](const auto& key) {
    return std::find(signers_.begin(), signers_.end(), thumbprint(key)) != signers_.end();
  }));
}

Result<Sign> Sign::parse(BytesView message, Typ typ, std::size_t max_bytes) {
  CRED_TRY(const auto item, cbor::decode(message, cbor::Limits::own(max_bytes)));
  if (item.tag() != kTagSign) return fail(Reason::kCose, "not tag 98 (COSE_Sign)");
  cbor::ArrayReader in(item.tagged(), "COSE_Sign", Reason::kCose);
  const auto body_protected = in.next_bytes();
  const auto unprotected = in.next();
  const auto payload = in.next_bytes();
  const auto signers_item = in.next();
  if (signers_item.type() != cbor::Type::kArray) in.refuse("the signers are no array");
  CRED_CHECK(in.finish());
  CRED_CHECK(check_unprotected(unprotected));
  CRED_CHECK(check_body_header(body_protected, typ));
  CRED_TRY(auto signers, parse_signers(signers_item));
  return Sign(body_protected, payload, std::move(signers));
}

Result<VerifiedSign> Sign::verify(std::span<const crypto::PublicKey> keys, Strangers strangers) && {
  std::map<KeyId, const crypto::PublicKey*> by_kid;
  for (const auto& key : keys) by_kid.emplace(key_id(key), &key);
  std::vector<Thumbprint> verified;
  for (const auto& signer : signers_) {
    const auto found = by_kid.find(signer.kid);
    if (found == by_kid.end()) {
      if (strangers == Strangers::kIgnore) continue;
      return fail(Reason::kUnknownKey, "a signer that is no key of the role");
    }
    const auto* key = found->second;
    if (key->algorithm() != signer.algorithm)
      return fail(Reason::kAlgorithm, "a signer's algorithm is not its key's");
    if (!key->verify(SigStructure::sign(body_protected_, signer.protected_header, payload_).bytes(),
                     signer.signature)) {
      return fail(Reason::kIssuerSignature, "a signature does not verify");
    }
    verified.push_back(thumbprint(*key));
  }
  return VerifiedSign(payload_, std::move(verified));
}

Result<OneSignature> sign_part(Typ typ, BytesView payload, crypto::Signer& signer) {
  CRED_CHECK(cbor::decode(payload, cbor::Limits::own(payload.size())));
  const auto& key = signer.public_key();
  const auto kid = key_id(key);
  const auto to_be_signed =
      SigStructure::sign(encode_body_header(typ), encode_signer_header(key.algorithm(), kid), payload);
  CRED_TRY(const auto signature, signer.sign(to_be_signed));
  if (!key.verify(to_be_signed.bytes(), signature))
    return fail(Reason::kCrypto, "the new signature does not verify");
  return OneSignature{key.algorithm(), kid, signature};
}

Result<Bytes> assemble_sign(Typ typ, BytesView payload, std::vector<OneSignature> signatures) {
  CRED_CHECK(check_count(signatures.size()));
  std::sort(signatures.begin(), signatures.end(), [](const auto& a, const auto& b) { return a.kid < b.kid; });
  const auto same_kid = [](const auto& a, const auto& b) { return a.kid == b.kid; };
  if (std::adjacent_find(signatures.begin(), signatures.end(), same_kid) != signatures.end()) {
    return fail(Reason::kDuplicateKey, "two signatures with one kid");
  }
  cbor::Encoder out;
  out.tag(kTagSign).array(4).bytes(encode_body_header(typ)).map(0).bytes(payload).array(signatures.size());
  for (const auto& one : signatures) {
    out.array(3).bytes(encode_signer_header(one.algorithm, one.kid)).map(0).bytes(one.signature);
  }
  return out.take();
}

Result<Bytes> sign(Typ typ, BytesView payload, std::span<crypto::Signer* const> signers) {
  std::vector<OneSignature> signatures;
  for (auto* signer : signers) {
    CRED_TRY(auto one, sign_part(typ, payload, *signer));
    signatures.push_back(one);
  }
  return assemble_sign(typ, payload, std::move(signatures));
}

}  // namespace cred::cose
