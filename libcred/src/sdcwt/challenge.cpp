// SPDX-License-Identifier: Apache-2.0
#include "cred/sdcwt/challenge.h"

#include <algorithm>
#include <functional>

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/codec/unicode.h"
#include "cred/cose/labels.h"

namespace cred::sdcwt {

namespace {

constexpr std::size_t kMaxWanted = 16;

}  // namespace

bool is_reserved_audience(std::string_view audience) {
  return std::find(kReservedAudiences.begin(), kReservedAudiences.end(), audience) !=
         kReservedAudiences.end();
}

Result<void> check_challenge(const Challenge& challenge) {
  CRED_CHECK(codec::check_text(challenge.audience));
  if (is_reserved_audience(challenge.audience)) {
    return fail(Reason::kText, "the audience " + challenge.audience + " is reserved for quick codes");
  }
  const auto& wanted = challenge.wanted;
  if (wanted.size() > kMaxWanted) return fail(Reason::kText, "more groups than there are");
  if (std::adjacent_find(wanted.begin(), wanted.end(), std::greater_equal<>()) != wanted.end())
    return fail(Reason::kText, "the groups are not ascending, or one stands twice");
  return {};
}

Result<Challenge> Challenge::parse(BytesView encoded) {
  CRED_TRY(const auto item, cbor::decode(encoded, cbor::Limits::own(cose::kMaxToken)));
  cbor::MapReader in(item, "challenge", Reason::kClaims);
  Challenge challenge;
  challenge.audience = in.required_text(1);
  const auto nonce = in.required_bytes(2, challenge.nonce.size());
  cbor::ArrayReader wanted(in.required(3), "wanted groups", Reason::kClaims);
  CRED_CHECK(in.finish());
  std::copy(nonce.begin(), nonce.end(), challenge.nonce.begin());
  while (wanted.more()) challenge.wanted.push_back(wanted.next_uint());
  CRED_CHECK(wanted.finish());
  if (const auto checked = check_challenge(challenge); !checked)
    return fail(Reason::kClaims, checked.error().detail);
  return challenge;
}

Bytes encode(const Challenge& challenge) {
  cbor::Encoder out;
  out.map(3).integer(1).text(challenge.audience).integer(2).bytes(challenge.nonce);
  out.integer(3).array(challenge.wanted.size());
  for (const auto group : challenge.wanted) out.uint(group);
  return out.take();
}

}  // namespace cred::sdcwt
