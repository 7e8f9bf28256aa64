// SPDX-License-Identifier: Apache-2.0
// The claims of a status list, signed by the right key, and the array in it.
// Parser: libcred/src/status/list.cpp libcred/src/codec/deflate_zlib.cpp libcred/src/status/archive.cpp
// Parser: libcred/src/cbor/reader.cpp
// Longest: 512
#include <cstring>

#include "cred/codec/deflate.h"
#include "cred/cwt/claims.h"
#include "cred/status/archive.h"
#include "cred/status/list.h"
#include "fuzz/world.h"

namespace cred::fuzz {

namespace {

Bytes encode_again(const status::ListClaims& list) {
  cbor::Encoder out;
  out.map(3u + (list.exp ? 1 : 0) + (list.ttl ? 1 : 0)).integer(cwt::label::kSub).text(list.sub);
  if (list.exp) out.integer(cwt::label::kExp).uint(to_unix(*list.exp));
  out.integer(cwt::label::kIat).uint(to_unix(list.iat)).integer(cwt::label::kStatusList).map(2);
  out.text("lst").bytes(list.compressed).text("bits").uint(list.bits);
  if (list.ttl) out.integer(cwt::label::kTtl).uint(*list.ttl);
  return out.take();
}

Bytes claims_of(BytesView raw, std::optional<Instant> exp, std::optional<std::uint64_t> ttl) {
  const auto compressed = codec::deflate(raw);
  return encode_again({"CN-110000:1", test::kNow, exp, ttl, status::kBits, compressed});
}

/// The array has one length, packed in whatever way.
void must_be_packed_again(const status::ListClaims& list, const Bytes& raw) {
  must(codec::inflate(codec::deflate(raw), raw.size()) == raw, "what is packed is unpacked");
  must(!codec::inflate(list.compressed, raw.size() - 1), "nothing is unpacked beyond the limit");
}

/// The archive gives back what went in.
void must_be_kept(const status::ListClaims& list, const Bytes& raw) {
  const std::string uri(list.sub);
  const auto built = status::build_archive({{uri, list.iat, list.exp, raw}});
  must(status::build_archive({{uri, list.iat, list.exp, {}, list}}) == built, "packed or not, one archive");
  const auto archive = status::Archive::open(built);
  const auto held = archive->find(uri);
  must(held && held->iat() == list.iat && held->exp() == list.exp, "a list that was kept is found");
  must(held->entries() == raw.size() * 2, "a list is as long as it is");
  must(!held->at(held->entries()), "there is nothing behind the last entry");
  const auto last = held->at(held->entries() - 1);
  must(last && *last == status::entry(raw, status::kBits, held->entries() - 1), "an entry is what it was");
  const auto known = status::status_from(*last);
  must(!known || static_cast<std::uint8_t>(*known) == *last, "a status has one number");
}

}  // namespace

std::vector<Bytes> seeds() {
  const Bytes raw = {0x10, 0x32, 0xdc, 0x11};
  // Small ones: a whole list takes milliseconds to inflate.
  return {claims_of(Bytes(1, 0x11), std::nullopt, 43'200), claims_of(raw, std::nullopt, std::nullopt),
          claims_of(raw, test::kNow + std::chrono::days{30}, 43'200),
          claims_of(Bytes(300, 0x11), std::nullopt, 1)};
}

bool accepts(BytesView input) {
  if (const auto foreign = status::ForeignList::parse(input))
    must(status::entry(foreign->raw, foreign->bits, 0).has_value() == !foreign->raw.empty(),
         "an array has a first entry");
  auto& key = *authority().status_key;
  const auto token = sign1_any(cose::Typ::kStatusList, input, key);
  auto message = cose::Sign1::parse(token, status::kMaxListToken);
  if (!message) return false;
  const auto verified = std::move(*message).verify(key.public_key());
  const auto list = status::ListClaims::parse(*verified);
  if (!list) return false;
  must(equal(encode_again(*list), input), "the claims encode to the same octets");
  const auto other = sign1_any(cose::Typ::kStaticPermit, input, key);
  must(!status::ListClaims::parse(*std::move(*cose::Sign1::parse(other)).verify(key.public_key())),
       "nothing else is a status list");
  const auto raw = status::inflate_list(*list);
  if (!raw) return false;
  if (raw->size() <= status::kPage) must_be_packed_again(*list, *raw);
  if (list->sub.size() <= 64 && list->sub.find('\0') == std::string_view::npos) must_be_kept(*list, *raw);
  CRED_PLANT(list->exp && !list->ttl, raw->size() == 1);
  return true;
}

}  // namespace cred::fuzz
