// SPDX-License-Identifier: Apache-2.0
#include "cred/status/list.h"

#include "cred/cbor/decode.h"
#include "cred/cbor/reader.h"
#include "cred/codec/deflate.h"
#include "cred/codec/unicode.h"
#include "cred/cwt/claims.h"

namespace cred::status {

namespace {

bool is_width(std::uint64_t bits) {
  return bits == 1 || bits == 2 || bits == 4 || bits == 8;
}

Result<void> check_list(const ListClaims& claims) {
  if (const auto text = codec::check_text(claims.sub); !text)
    return fail(Reason::kClaims, "the list's sub: " + text.error().detail);
  if (claims.bits != kBits)
    return fail(Reason::kClaims,
                std::to_string(claims.bits) + " bits an entry, ours have " + std::to_string(kBits));
  if (claims.ttl == 0) return fail(Reason::kClaims, "a ttl of 0 seconds");
  if (claims.exp && *claims.exp <= claims.iat) {
    return fail(Reason::kTimeInconsistent,
                "iat " + to_text(claims.iat) + " is not before exp " + to_text(*claims.exp));
  }
  return {};
}

Instant to_instant(std::uint64_t unix_seconds) {
  return Instant(std::chrono::seconds(unix_seconds));
}

}  // namespace

std::optional<Status> status_from(std::uint8_t value) {
  switch (static_cast<Status>(value)) {
    case Status::kValid:
    case Status::kRevoked:
    case Status::kSuspended:
    case Status::kSuperseded:
    case Status::kCancelled:
    case Status::kLost:
      return static_cast<Status>(value);
  }
  return std::nullopt;
}

Result<ListClaims> ListClaims::parse(const cose::Verified& message) {
  if (message.header().typ != cose::Typ::kStatusList)
    return fail(Reason::kTyp,
                "typ " + std::string(cose::name(message.header().typ)) + " where a status list belongs");
  CRED_TRY(const auto item, cbor::decode(message.payload(), cbor::Limits::own(kMaxListToken)));
  cbor::MapReader in(item, "status list token", Reason::kClaims);
  ListClaims claims;
  claims.sub = in.required_text(cwt::label::kSub);
  claims.iat = to_instant(in.required_uint(cwt::label::kIat, kLastUnixSecond));
  if (const auto exp = in.optional_uint(cwt::label::kExp, kLastUnixSecond)) claims.exp = to_instant(*exp);
  claims.ttl = in.optional_uint(cwt::label::kTtl);
  const auto list_item = in.required(cwt::label::kStatusList);
  CRED_CHECK(in.finish());

  cbor::MapReader list(list_item, "status list", Reason::kClaims);
  claims.bits = static_cast<unsigned>(list.required_uint("bits", 8));
  claims.compressed = list.required_bytes("lst");
  CRED_CHECK(list.finish());
  CRED_CHECK(check_list(claims));
  return claims;
}

Result<Bytes> inflate_list(const ListClaims& claims) {
  CRED_TRY(auto raw, codec::inflate(claims.compressed, kMaxRawSize));
  if (raw.empty()) return fail(Reason::kClaims, "a status list without an entry");
  return raw;
}

std::optional<std::uint8_t> entry(BytesView raw, unsigned bits, std::uint64_t index) {
  const std::uint64_t per_octet = 8 / bits;
  if (index / per_octet >= raw.size()) return std::nullopt;
  const auto octet = raw[static_cast<std::size_t>(index / per_octet)];
  const auto shift = static_cast<unsigned>(index % per_octet) * bits;
  return static_cast<std::uint8_t>((octet >> shift) & ((1u << bits) - 1));
}

Result<ForeignList> ForeignList::parse(BytesView status_list_cbor) {
  CRED_TRY(const auto item, cbor::decode(status_list_cbor, cbor::Limits::foreign(kMaxListToken)));
  cbor::MapReader in(item, "status list", Reason::kClaims);
  const auto bits = in.required_uint("bits", 8);
  const auto compressed = in.required_bytes("lst");
  in.optional_text("aggregation_uri");
  if (!is_width(bits)) in.refuse(std::to_string(bits) + " bits an entry");
  // Foreign readers stay open: what is left over is an extension of the draft, not a fault.
  if (in.failed()) return tl::unexpected(in.finish().error());
  CRED_TRY(auto raw, codec::inflate(compressed, kMaxRawSize));
  return ForeignList{static_cast<unsigned>(bits), std::move(raw)};
}

}  // namespace cred::status
