// SPDX-License-Identifier: Apache-2.0
//
// The steps of SD-CWT -08 section 9 in their order, as docs/formats/presentation.md has ours.
#include "cred/sdcwt/foreign.h"

#include <string>

#include "cred/cbor/encode.h"
#include "cred/cose/foreign.h"
#include "cred/cose/labels.h"
#include "cred/cose/sig_structure.h"
#include "cred/crypto/foreign.h"
#include "cred/crypto/public_key.h"
#include "cred/cwt/claims.h"
#include "sdcwt/foreign_claims.h"

namespace cred::sdcwt {

namespace {

using namespace cwt::label;
using foreign::find;

constexpr int kCwtClaims = 15;  // header parameters
constexpr int kSdAlg = 170;
constexpr int kNbf = 5;  // claims
constexpr int kCti = 7;
constexpr std::int64_t kEs384 = -35;
constexpr std::int64_t kSha256 = -16;
constexpr std::int64_t kSha384 = -43;
constexpr std::size_t kMaxMessage = 1u << 16;

/// A COSE_Sign1 with its two maps, of definite form.
struct Message {
  cose::ForeignSign1 sign1;
  cbor::Item header;
  cbor::Item unprotected;
};

Result<cbor::Item> decoded(BytesView bytes, foreign::Redaction redaction) {
  CRED_TRY(const auto item, cbor::decode(bytes, cbor::Limits::foreign(kMaxMessage)));
  CRED_CHECK(foreign::check_form(item, redaction));
  return item;
}

Result<Message> parse(BytesView bytes) {
  CRED_TRY(const auto item, decoded(bytes, foreign::Redaction::kAllowed));
  if (item.tag() != cose::kTagSign1) return fail(Reason::kCose, "not tag 18");
  CRED_TRY(const auto sign1, cose::ForeignSign1::parse(bytes));
  CRED_TRY(const auto header, decoded(sign1.protected_header, foreign::Redaction::kAllowed));
  if (header.type() != cbor::Type::kMap) return fail(Reason::kHeader, "the protected header is no map");
  return Message{sign1, header, *sign1.unprotected};
}

Result<void> check_typ(const Message& message, std::uint64_t number, std::string_view text) {
  const auto typ = find(message.header, cose::header::kTyp);
  if (typ && (typ->uint() == number || typ->text() == text)) return {};
  return fail(Reason::kTyp, "typ is not " + std::to_string(number));
}

Result<void> check_issuer(const cose::ForeignSign1& message, const ForeignIssuer& issuer) {
  const auto signed_bytes = cose::SigStructure::sign1(message.protected_header, message.payload);
  if (message.alg == kEs384 &&
      crypto::verify_es384(issuer.x, issuer.y, signed_bytes.bytes(), message.signature))
    return {};
  return fail(Reason::kIssuerSignature, "the issuer's signature does not verify");
}

/// Times by name; none: not there.
struct Times {
  std::optional<std::int64_t> exp;
  std::optional<std::int64_t> nbf;
  std::optional<std::int64_t> iat;
};

Result<std::optional<std::int64_t>> time(const cbor::Item& claims, int label) {
  const auto item = find(claims, label);
  if (!item) return std::nullopt;
  if (!item->integer()) return fail(Reason::kClaims, "a time that is no integer");
  return item->integer();
}

Result<Times> times_of(const cbor::Item& claims) {
  CRED_TRY(const auto exp, time(claims, kExp));
  CRED_TRY(const auto nbf, time(claims, kNbf));
  CRED_TRY(const auto iat, time(claims, kIat));
  return Times{exp, nbf, iat};
}

using Moment = std::optional<std::int64_t>;

bool later(const Moment& a, const Moment& b) {
  return a && b && *a > *b;
}
bool not_before(const Moment& a, const Moment& b) {
  return a && b && *a >= *b;
}

Result<void> check_order(const Times& times) {
  if (later(times.nbf, times.iat) || not_before(times.nbf, times.exp) || not_before(times.iat, times.exp))
    return fail(Reason::kTimeInconsistent, "nbf, iat and exp contradict one another");
  return {};
}

Result<void> check_now(const Times& times, std::int64_t now) {
  if (later(times.nbf, now)) return fail(Reason::kNotYetValid, "nbf is to come");
  if (times.exp && now >= *times.exp) return fail(Reason::kExpired, "exp has passed");
  return {};
}

Result<void> check_claims(const cbor::Item& claims) {
  if (claims.type() != cbor::Type::kMap) return fail(Reason::kClaims, "the payload is no map");
  const auto iss = find(claims, kIss);
  if (!iss || !iss->text()) return fail(Reason::kClaims, "no iss");
  const auto sub = find(claims, kSub);
  if (sub ? !sub->text() : !foreign::has_digests(claims)) return fail(Reason::kClaims, "no sub");
  if (!find(claims, kCnf)) return fail(Reason::kClaims, "no cnf");
  return {};
}

/// Confirmation method 1, an uncompressed P-256 point.
Result<crypto::PublicKey> device_of(const cbor::Item& claims) {
  const auto cnf = find(claims, kCnf);
  const auto key = cnf->type() == cbor::Type::kMap ? find(*cnf, 1) : std::nullopt;
  if (!key || key->type() != cbor::Type::kMap) return fail(Reason::kClaims, "no key in cnf");
  const auto x = find(*key, cose::key::kX);
  const auto y = find(*key, cose::key::kY);
  if (!x || !x->bytes() || !y || !y->bytes()) return fail(Reason::kClaims, "no P-256 key in cnf");
  auto device = crypto::PublicKey::p256_uncompressed(*x->bytes(), *y->bytes());
  if (!device) return fail(Reason::kClaims, device.error().detail);
  return std::move(*device);
}

Result<foreign::Hash> hash_of(const Message& credential) {
  const auto alg = find(credential.header, kSdAlg);
  if (!alg || alg->integer() == kSha256) return foreign::Hash::kSha256;
  if (alg->integer() == kSha384) return foreign::Hash::kSha384;
  return fail(Reason::kHeader, "a hash algorithm that is not known here");
}

Result<std::optional<cbor::Item>> disclosures_of(const Message& credential) {
  auto list = find(credential.unprotected, cose::header::kSdClaims);
  if (list && (list->type() != cbor::Type::kArray || list->count() == 0))
    return fail(Reason::kHeader, "sd_claims is empty, or no array");
  return list;
}

/// Claims in header 15 say what the payload says.
Result<void> check_header_claims(const Message& credential, const cbor::Item& claims) {
  const auto header = find(credential.header, kCwtClaims);
  if (!header) return {};
  if (header->type() != cbor::Type::kMap) return fail(Reason::kHeader, "header 15 is no map");
  cbor::Children children(*header);
  while (const auto key = children.next()) {
    const auto value = children.next();
    const auto twin = key->integer() ? find(claims, *key->integer()) : std::nullopt;
    if (twin && !equal(twin->encoded(), value->encoded()))
      return fail(Reason::kClaims, "a claim of the header differs from the payload's");
  }
  return {};
}

Result<void> check_statement(const cbor::Item& payload, const ForeignContext& with) {
  if (payload.type() != cbor::Type::kMap) return fail(Reason::kClaims, "the payload is no map");
  if (find(payload, kIss) || find(payload, kSub))
    return fail(Reason::kClaims, "iss or sub in a presentation");
  const auto aud = find(payload, kAud);
  if (!aud || !aud->text()) return fail(Reason::kClaims, "no aud");
  if (aud->text() != with.audience) return fail(Reason::kAudience, "made for somebody else");
  CRED_TRY(const auto times, times_of(payload));
  if (!times.iat && !find(payload, kCti)) return fail(Reason::kClaims, "neither iat nor cti");
  if (!times.iat && (times.exp || times.nbf)) return fail(Reason::kClaims, "exp or nbf without iat");
  if (!with.nonce) return {};
  const auto nonce = find(payload, kCnonce);
  if (nonce && nonce->bytes() && equal(*nonce->bytes(), *with.nonce)) return {};
  return fail(Reason::kNonce, "not the nonce that was given");
}

Result<void> check_between(const Times& presentation, const Times& credential) {
  const bool contradicts =
      later(presentation.nbf, presentation.iat) || not_before(presentation.iat, presentation.exp) ||
      later(presentation.exp, credential.exp) || later(credential.nbf, presentation.nbf) ||
      later(credential.iat, presentation.iat) || later(credential.nbf, presentation.iat) ||
      not_before(presentation.iat, credential.exp) || not_before(presentation.nbf, credential.exp);
  if (contradicts)
    return fail(Reason::kTimeInconsistent, "the presentation's times are not the credential's");
  return {};
}

/// Steps 12 to 15.
Result<Bytes> claims_shown(const Message& credential, const cbor::Item& claims, foreign::Reader reader) {
  CRED_TRY(const auto hash, hash_of(credential));
  CRED_TRY(const auto disclosures, disclosures_of(credential));
  CRED_CHECK(check_header_claims(credential, claims));
  return foreign::expand(claims, disclosures, hash, reader);
}

}  // namespace

Result<Bytes> read_foreign_presentation(BytesView presentation, const ForeignContext& with) {
  CRED_TRY(const auto message, parse(presentation));
  CRED_CHECK(check_typ(message, 294, "application/kb+cwt"));
  const auto kcwt = find(message.header, cose::header::kKcwt);
  if (!kcwt) return fail(Reason::kHeader, "no kcwt");
  if (find(message.header, kCwtClaims)) return fail(Reason::kHeader, "CWT claims in a presentation's header");
  CRED_TRY(const auto payload, decoded(message.sign1.payload, foreign::Redaction::kNone));

  CRED_TRY(const auto credential, parse(kcwt->encoded()));
  CRED_CHECK(check_typ(credential, 293, "application/sd-cwt"));
  CRED_CHECK(check_issuer(credential.sign1, with.issuer));
  CRED_TRY(const auto claims, decoded(credential.sign1.payload, foreign::Redaction::kAllowed));
  CRED_CHECK(check_claims(claims));
  CRED_TRY(const auto times, times_of(claims));
  CRED_CHECK(check_order(times));
  CRED_CHECK(check_now(times, with.time));

  CRED_TRY(const auto device, device_of(claims));
  if (!message.sign1.verify(device, {}))
    return fail(Reason::kHolderSignature, "the holder's signature does not verify");
  CRED_CHECK(check_statement(payload, with));
  CRED_TRY(const auto own_times, times_of(payload));
  CRED_CHECK(check_between(own_times, times));

  CRED_TRY(auto shown, claims_shown(credential, claims, foreign::Reader::kVerifier));
  const auto audience = find(claims, kAud);
  if (audience && audience->text() != with.audience)
    return fail(Reason::kAudience, "a credential for somebody else");
  return shown;
}

Result<Bytes> read_foreign_credential(BytesView bytes, const ForeignIssuer& issuer) {
  CRED_TRY(const auto credential, parse(bytes));
  CRED_CHECK(check_typ(credential, 293, "application/sd-cwt"));
  CRED_CHECK(check_issuer(credential.sign1, issuer));
  CRED_TRY(const auto claims, decoded(credential.sign1.payload, foreign::Redaction::kAllowed));
  CRED_CHECK(check_claims(claims));
  CRED_TRY(const auto times, times_of(claims));
  CRED_CHECK(check_order(times));
  return claims_shown(credential, claims, foreign::Reader::kHolder);
}

}  // namespace cred::sdcwt
