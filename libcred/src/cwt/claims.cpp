// SPDX-License-Identifier: Apache-2.0
#include "cred/cwt/claims.h"

#include <string>

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/codec/crockford.h"
#include "cred/codec/unicode.h"

namespace cred::cwt {

namespace {

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

}  // namespace

Result<Claims> Claims::parse(const cose::Verified& message) {
  if (message.header().typ != cose::Typ::kStaticPermit) {
    return fail(Reason::kTyp, "typ " + std::string(cose::name(message.header().typ)) + " where 61 belongs");
  }
  CRED_TRY(const auto item, cbor::decode(message.payload(), cbor::Limits::own(cose::kMaxToken)));
  cbor::MapReader in(item, "claims", Reason::kClaims);
  const auto iss = in.required_text(label::kIss);
  const auto sub = in.required_text(label::kSub);
  const std::chrono::seconds exp(in.required_uint(label::kExp, kLastTime));
  const std::chrono::seconds iat(in.required_uint(label::kIat, kLastTime));
  const auto status = read_status(in.required(label::kStatus), in);
  const auto permit = in.required(label::kPermit);
  if (const auto text = codec::check_text(iss); !text) in.refuse("iss: " + text.error().detail);
  if (!codec::is_document_id(sub)) in.refuse("sub is no document id");
  CRED_CHECK(in.finish());
  return Claims{iss, sub, Instant(exp), Instant(iat), status, permit};
}

Bytes encode_static(std::string_view iss, std::string_view sub, Instant exp, Instant iat,
                    StatusReference status, BytesView permit) {
  cbor::Encoder out;
  out.reserve(permit.size() + 128);
  out.map(6).integer(label::kIss).text(iss).integer(label::kSub).text(sub);
  out.integer(label::kExp).uint(to_unix(exp)).integer(label::kIat).uint(to_unix(iat));
  out.integer(label::kStatus).map(1).text("status_list");
  out.map(2).text("idx").uint(status.index).text("uri").text(status.uri);
  return out.integer(label::kPermit).item(permit).take();
}

}  // namespace cred::cwt
