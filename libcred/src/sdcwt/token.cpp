// SPDX-License-Identifier: Apache-2.0
#include "cred/sdcwt/token.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "cose/unprotected.h"
#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/codec/unicode.h"
#include "cred/cose/labels.h"
#include "cred/cose/sig_structure.h"

namespace cred::sdcwt {

namespace {

constexpr std::uint64_t kLastTime = static_cast<std::uint64_t>(kLastUnixSecond);

struct Header {
  crypto::Algorithm algorithm;
  cbor::Item credential;
};

/// Exactly {1 alg, 13 kcwt, 16 typ}; typ first, so that a bare wallet credential is called by its name.
Result<Header> parse_header(BytesView encoded) {
  if (encoded.empty()) return fail(Reason::kHeader, "the protected header is empty");
  CRED_TRY(const auto item, cbor::decode(encoded, cbor::Limits::own(cose::kMaxToken)));
  cbor::MapReader in(item, "protected header", Reason::kHeader);
  const auto typ_item = in.required(cose::header::kTyp);
  const auto typ = in.failed() ? std::nullopt : cose::typ_from(typ_item);
  if (!in.failed() && typ != cose::Typ::kPresentation)
    return fail(Reason::kTyp,
                "typ " + std::string(typ ? cose::name(*typ) : "unknown") + " where 294 belongs");
  const auto alg = in.required(cose::header::kAlg);
  const auto credential = in.required(cose::header::kKcwt);
  CRED_CHECK(in.finish());
  CRED_TRY(const auto algorithm, cose::parse_algorithm(alg));
  return Header{algorithm, credential};
}

Bytes encode_header(crypto::Algorithm algorithm, BytesView credential) {
  cbor::Encoder out;
  out.reserve(credential.size() + 16);
  out.map(3).integer(cose::header::kAlg).integer(crypto::to_cose(algorithm));
  out.integer(cose::header::kKcwt).item(credential).integer(cose::header::kTyp);
  cose::encode_typ(out, cose::Typ::kPresentation);
  return out.take();
}

/// The array under 17 of an encoded credential that Sign1::parse has accepted.
Result<std::optional<cbor::Item>> disclosures_of(const cbor::Item& credential) {
  cbor::Children members(credential.tagged());
  members.next();
  const auto unprotected = members.next();
  if (!unprotected) return std::nullopt;
  return cose::read_disclosures(*unprotected);
}

Result<Statement> parse_statement(BytesView payload) {
  CRED_TRY(const auto item, cbor::decode(payload, cbor::Limits::own(cose::kMaxToken)));
  cbor::MapReader in(item, "presentation", Reason::kClaims);
  const auto audience = in.required_text(cwt::label::kAud);
  const std::chrono::seconds iat(in.required_uint(cwt::label::kIat, kLastTime));
  const auto octets = in.optional_bytes(cwt::label::kCnonce, sizeof(Nonce));
  if (const auto text = codec::check_text(audience); !text) in.refuse("aud: " + text.error().detail);
  CRED_CHECK(in.finish());
  Statement statement{audience, Instant(iat), std::nullopt};
  if (!octets) return statement;
  std::copy(octets->begin(), octets->end(), statement.nonce.emplace().begin());
  return statement;
}

Bytes encode(const Statement& statement) {
  cbor::Encoder out;
  out.map(statement.nonce ? 3 : 2).integer(cwt::label::kAud).text(statement.audience);
  out.integer(cwt::label::kIat).uint(to_unix(statement.iat));
  if (statement.nonce) out.integer(cwt::label::kCnonce).bytes(*statement.nonce);
  return out.take();
}

bool lies_within(BytesView part, BytesView whole) {
  const std::less_equal<> before;
  return before(whole.data(), part.data()) && before(part.data() + part.size(), whole.data() + whole.size());
}

}  // namespace

Result<Presentation> Presentation::parse(BytesView token) {
  CRED_TRY(const auto item, cbor::decode(token, cbor::Limits::own(cose::kMaxToken)));
  if (item.tag() != cose::kTagSign1) return fail(Reason::kCose, "not tag 18 (COSE_Sign1)");
  cbor::ArrayReader in(item.tagged(), "COSE_Sign1", Reason::kCose);
  const auto protected_header = in.next_bytes();
  const auto unprotected = in.next();
  const auto payload = in.next_bytes();
  const auto signature = in.next_bytes();
  CRED_CHECK(in.finish());
  // Before the unprotected header, where a bare wallet credential has its disclosures: it is a wrong typ.
  CRED_TRY(const auto header, parse_header(protected_header));
  CRED_CHECK(cose::check_unprotected(unprotected));

  CRED_TRY(auto credential, cose::Sign1::parse(header.credential.encoded()));
  if (credential.header().typ != cose::Typ::kWalletCredential) {
    return fail(Reason::kTyp, "typ " + std::string(cose::name(credential.header().typ)) +
                                  " inside a presentation, where 293 belongs");
  }
  CRED_TRY(const auto disclosures, disclosures_of(header.credential));
  return Presentation(std::move(credential), header.credential.encoded(), header.algorithm, disclosures,
                      protected_header, payload, signature);
}

Result<Proven> Presentation::verify(const cwt::WalletClaims& credential) && {
  const auto& device = credential.device;
  if (!lies_within(credential.claims.permit.encoded(), protected_))
    return fail(Reason::kHolderSignature, "the claims are of another credential");
  if (device.algorithm() != algorithm_) {
    return fail(Reason::kHolderSignature,
                "the device's key is for " + std::string(crypto::name(device.algorithm())) +
                    ", the presentation says " + std::string(crypto::name(algorithm_)));
  }
  const auto signed_bytes = cose::SigStructure::sign1(protected_, payload_);
  if (!device.verify(signed_bytes.bytes(), signature_))
    return fail(Reason::kHolderSignature, "the device's signature does not verify");

  CRED_TRY(const auto statement, parse_statement(payload_));
  if (statement.iat < credential.claims.iat) {
    return fail(Reason::kTimeInconsistent,
                "presented " + to_text(statement.iat) + ", issued only " + to_text(credential.claims.iat));
  }
  Proven proven;
  proven.audience_ = statement.audience;
  proven.iat_ = statement.iat;
  proven.nonce_ = statement.nonce;
  proven.identity_ = crypto::sha256(signed_bytes.bytes());
  proven.disclosures_ = disclosures_;
  return proven;
}

Result<Bytes> sign_presentation(BytesView credential, const Statement& statement, crypto::Signer& device) {
  CRED_CHECK(codec::check_text(statement.audience));
  const auto& key = device.public_key();
  const Bytes header = encode_header(key.algorithm(), credential);
  const Bytes payload = encode(statement);
  const auto to_be_signed = cose::SigStructure::sign1(header, payload);
  CRED_TRY(const auto signature, device.sign(to_be_signed));
  if (!key.verify(to_be_signed.bytes(), signature))
    return fail(Reason::kCrypto, "the new signature does not verify");
  cbor::Encoder out;
  out.reserve(header.size() + payload.size() + signature.size() + 16);
  out.tag(cose::kTagSign1).array(4).bytes(header).map(0).bytes(payload).bytes(signature);
  return out.take();
}

}  // namespace cred::sdcwt
