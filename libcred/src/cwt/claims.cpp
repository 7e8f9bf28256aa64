// SPDX-License-Identifier: Apache-2.0
#include "cred/cwt/claims.h"

#include <string>

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/codec/crockford.h"
#include "cred/codec/unicode.h"

namespace cred::cwt {

namespace {

constexpr int kCoseKey = 1;  // RFC 8747 3.2: the confirmation method
constexpr std::uint64_t kLastTime = static_cast<std::uint64_t>(kLastUnixSecond);

StatusReference read_status(const cbor::Item& item, cbor::MapReader& claims) {
  cbor::MapReader status(item, "status", Reason::kClaims);
  cbor::MapReader list(status.required("status_list"), "status_list", Reason::kClaims);
  const StatusReference reference{list.required_uint("idx"), list.required_text("uri")};
  if (!status.finish() || !list.finish()) claims.refuse("status is not {status_list: {idx, uri}}");
  if (reference.uri.size() > kMaxStatusUri) claims.refuse("a status uri of more than 22 characters");
  if (const auto text = codec::check_text(reference.uri); !text)
    claims.refuse("status uri: " + text.error().detail);
  return reference;
}

Result<void> check_typ(const cose::Verified& message, cose::Typ typ) {
  if (message.header().typ == typ) return {};
  return fail(Reason::kTyp, "typ " + std::string(cose::name(message.header().typ)) + " where " +
                                std::string(cose::name(typ)) + " belongs");
}

/// The members every permit has. The caller finishes the reader.
Claims read_claims(cbor::MapReader& in) {
  const auto iss = in.required_text(label::kIss);
  const auto sub = in.required_text(label::kSub);
  const std::chrono::seconds exp(in.required_uint(label::kExp, kLastTime));
  const std::chrono::seconds iat(in.required_uint(label::kIat, kLastTime));
  const auto status = read_status(in.required(label::kStatus), in);
  const auto permit = in.required(label::kPermit);
  if (const auto text = codec::check_text(iss); !text) in.refuse("iss: " + text.error().detail);
  if (!codec::is_document_id(sub)) in.refuse("sub is no document id");
  return {iss, sub, Instant(exp), Instant(iat), status, permit};
}

void encode_times(cbor::Encoder& out, Instant exp, Instant iat) {
  out.integer(label::kExp).uint(to_unix(exp)).integer(label::kIat).uint(to_unix(iat));
}

void encode_status(cbor::Encoder& out, const StatusReference& status) {
  out.integer(label::kStatus).map(1).text("status_list");
  out.map(2).text("idx").uint(status.index).text("uri").text(status.uri);
}

}  // namespace

Result<Claims> Claims::parse(const cose::Verified& message) {
  CRED_CHECK(check_typ(message, cose::Typ::kStaticPermit));
  CRED_TRY(const auto item, cbor::decode(message.payload(), cbor::Limits::own(cose::kMaxToken)));
  cbor::MapReader in(item, "claims", Reason::kClaims);
  const auto claims = read_claims(in);
  CRED_CHECK(in.finish());
  return claims;
}

Result<void> check_times(const Claims& claims, Day valid_until) {
  if (claims.exp != valid_until.end()) {
    return fail(Reason::kTimeInconsistent,
                "exp " + to_text(claims.exp) + ", the last valid day ends " + to_text(valid_until.end()));
  }
  if (claims.iat >= claims.exp) {
    return fail(Reason::kTimeInconsistent,
                "iat " + to_text(claims.iat) + " is not before exp " + to_text(claims.exp));
  }
  return {};
}

Result<WalletClaims> WalletClaims::parse(const cose::Verified& message) {
  CRED_CHECK(check_typ(message, cose::Typ::kWalletCredential));
  CRED_TRY(const auto item, cbor::decode(message.payload(), cbor::Limits::own(cose::kMaxToken)));
  cbor::MapReader in(item, "claims", Reason::kClaims);
  const auto claims = read_claims(in);
  cbor::MapReader cnf(in.required(label::kCnf), "cnf", Reason::kClaims);
  const auto key = cnf.required(kCoseKey);
  CRED_CHECK(in.finish());
  CRED_CHECK(cnf.finish());
  CRED_TRY(auto device, cose::parse_key(key, Reason::kClaims, cose::Point::kVouched));
  return WalletClaims{claims, std::move(device)};
}

Bytes encode_static(std::string_view iss, std::string_view sub, Instant exp, Instant iat,
                    StatusReference status, BytesView permit) {
  cbor::Encoder out;
  out.reserve(permit.size() + 128);
  out.map(6).integer(label::kIss).text(iss).integer(label::kSub).text(sub);
  encode_times(out, exp, iat);
  encode_status(out, status);
  return out.integer(label::kPermit).item(permit).take();
}

Bytes encode_wallet(std::string_view iss, std::string_view sub, Instant exp, Instant iat,
                    const crypto::PublicKey& device, StatusReference status, BytesView permit) {
  cbor::Encoder out;
  out.reserve(permit.size() + 192);
  out.map(7).integer(label::kIss).text(iss).integer(label::kSub).text(sub);
  encode_times(out, exp, iat);
  out.integer(label::kCnf).map(1).integer(kCoseKey);
  cose::encode_key(out, device);
  encode_status(out, status);
  return out.integer(label::kPermit).item(permit).take();
}

}  // namespace cred::cwt
