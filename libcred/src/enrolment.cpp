// SPDX-License-Identifier: Apache-2.0
#include "cred/enrolment.h"

#include <optional>

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/codec/unicode.h"
#include "cred/cose/sign1.h"
#include "cred/qr/text.h"

namespace cred {

namespace {

struct Content {
  std::string_view audience;
  BytesView nonce;
  cbor::Item key;
  std::string_view card_serial;
};

Result<Content> parse(BytesView payload) {
  CRED_TRY(const auto item, cbor::decode(payload, cbor::Limits::own(cose::kMaxToken)));
  cbor::MapReader in(item, "enrolment", Reason::kClaims);
  const auto audience = in.required_text(1);
  const auto nonce = in.required_bytes(2, sizeof(sdcwt::Nonce));
  const auto key = in.required(3);
  const auto card_serial = in.required_text(4);
  if (const auto text = codec::check_text(audience); !text) in.refuse("aud: " + text.error().detail);
  if (const auto text = codec::check_text(card_serial); !text)
    in.refuse("card serial: " + text.error().detail);
  CRED_CHECK(in.finish());
  return Content{audience, nonce, key, card_serial};
}

Result<crypto::PublicKey> key_of(BytesView payload) {
  CRED_TRY(const auto content, parse(payload));
  return cose::parse_key(content.key, Reason::kClaims);
}

/// Whose signature it is: not an authority's.
Error by_the_holder(Error error) {
  const bool signature = error.reason == Reason::kIssuerSignature || error.reason == Reason::kAlgorithm;
  return {signature ? Reason::kHolderSignature : error.reason, std::move(error.detail)};
}

}  // namespace

Result<Enrolment> Enrolment::open(BytesView request, std::string_view iss, const sdcwt::Nonce& nonce) {
  CRED_TRY(auto message, cose::Sign1::parse(request));
  if (message.header().typ != cose::Typ::kEnrolment) {
    return fail(Reason::kTyp,
                "typ " + std::string(cose::name(message.header().typ)) + " where an enrolment belongs");
  }
  const auto verified = std::move(message).verify_possession(key_of);
  if (!verified) return tl::unexpected(by_the_holder(verified.error()));
  CRED_TRY(const auto content, parse(verified->payload()));
  if (content.audience != iss)
    return fail(Reason::kAudience, "made for another authority than " + std::string(iss));
  if (!equal(content.nonce, nonce)) return fail(Reason::kNonce, "it does not answer this nonce");
  return Enrolment(verified->key(), std::string(content.card_serial));
}

Result<EnrolmentRequest> request_enrolment(std::string_view iss, const sdcwt::Nonce& nonce,
                                           std::string_view card_serial, crypto::Signer& device) {
  CRED_CHECK(codec::check_text(iss));
  CRED_CHECK(codec::check_text(card_serial));
  cbor::Encoder payload;
  payload.map(4).integer(1).text(iss).integer(2).bytes(nonce).integer(3);
  cose::encode_key(payload, device.public_key());
  payload.integer(4).text(card_serial);
  CRED_TRY(auto token, cose::sign1(cose::Typ::kEnrolment, payload.view(), device));
  auto text = qr::to_text(qr::Kind::kEnrolment, token);
  return EnrolmentRequest{std::move(token), std::move(text)};
}

}  // namespace cred
