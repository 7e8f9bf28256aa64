// SPDX-License-Identifier: Apache-2.0
#include "cred/status/builder.h"

#include <cassert>

#include "cred/cbor/encode.h"
#include "cred/codec/deflate.h"
#include "cred/cwt/claims.h"

namespace cred::status {

namespace {

constexpr std::uint8_t kTwoInvalid = 0x11;  // two entries of Status::kRevoked

}  // namespace

ListBuilder::ListBuilder() : raw_(kRawSize, kTwoInvalid) {}

void ListBuilder::set(std::uint64_t index, Status status) {
  assert(index < kEntries);
  auto& octet = raw_[static_cast<std::size_t>(index / 2)];
  const unsigned shift = index % 2 == 0 ? 0 : kBits;
  const auto kept = static_cast<unsigned>(octet) & (0xF0u >> shift);
  octet = static_cast<std::uint8_t>(kept | (static_cast<unsigned>(status) << shift));
}

Bytes ListBuilder::claims(std::string_view uri, Instant iat, std::optional<Instant> exp) const {
  cbor::Encoder out;
  out.map(exp ? 4 : 3).uint(cwt::label::kSub).text(uri);
  if (exp) out.uint(cwt::label::kExp).uint(to_unix(*exp));
  out.uint(cwt::label::kIat).uint(to_unix(iat));
  out.uint(cwt::label::kStatusList).map(2);
  out.text("lst").bytes(codec::deflate(raw_));
  out.text("bits").uint(kBits);
  return out.take();
}

}  // namespace cred::status
