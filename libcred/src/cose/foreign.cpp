// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/foreign.h"

#include <string>
#include <vector>

#include "cred/cbor/encode.h"
#include "cred/cose/labels.h"

namespace cred::cose {

namespace {

constexpr std::size_t kMaxForeign = 1u << 20;  // octets
constexpr std::uint64_t kTagCwt = 61;
constexpr int kCrit = 2;
constexpr std::int64_t kEs256 = -7;
constexpr std::int64_t kEdDsa = -8;

bool same_label(const cbor::Item& a, const cbor::Item& b) {
  return a.integer() ? a.integer() == b.integer() : a.text() && a.text() == b.text();
}

std::optional<cbor::Item> member(const cbor::Item& map, std::int64_t label) {
  cbor::Children children(map);
  while (const auto key = children.next()) {
    const auto value = children.next();
    if (key->integer() == label) return value;
  }
  return std::nullopt;
}

/// RFC 9052 section 3: a label stands in one of the two maps only.
bool share_a_label(const cbor::Item& a, const cbor::Item& b) {
  cbor::Children keys(a);
  while (const auto key = keys.next()) {
    keys.next();
    cbor::Children others(b);
    while (const auto other = others.next()) {
      others.next();
      if (same_label(*key, *other)) return true;
    }
  }
  return false;
}

/// An array of four, of either kind of length, which cbor::ArrayReader does not take.
Result<ForeignSign1> members_of(const cbor::Item& item) {
  std::vector<cbor::Item> members;
  if (item.type() == cbor::Type::kArray) {
    cbor::Children children(item);
    while (auto member = children.next()) members.push_back(*member);
  }
  if (members.size() != 4) return fail(Reason::kCose, "not an array of four");
  const auto header = members[0].bytes();
  const auto payload = members[2].bytes();
  const auto signature = members[3].bytes();
  if (!header || members[1].type() != cbor::Type::kMap || !payload || !signature)
    return fail(Reason::kCose, "not two headers, a payload and a signature");
  return ForeignSign1{*header, members[1], *payload, *signature, 0};
}

/// The protected map, or none for a zero-length string.
Result<std::optional<cbor::Item>> decode_protected(BytesView encoded) {
  if (encoded.empty()) return std::nullopt;
  CRED_TRY(auto header, cbor::decode(encoded, cbor::Limits::foreign(kMaxForeign)));
  if (header.type() != cbor::Type::kMap) return fail(Reason::kCose, "the protected header is no map");
  return header;
}

/// Protected, else unprotected: some vectors leave it there.
Result<std::int64_t> algorithm_of(const std::optional<cbor::Item>& header, const cbor::Item& unprotected) {
  auto alg = header ? member(*header, header::kAlg) : std::nullopt;
  if (!alg) alg = member(unprotected, header::kAlg);
  if (!alg || !alg->integer()) return fail(Reason::kAlgorithm, "no algorithm number");
  return *alg->integer();
}

}  // namespace

Result<ForeignSign1> ForeignSign1::parse(BytesView message) {
  CRED_TRY(auto item, cbor::decode(message, cbor::Limits::foreign(kMaxForeign)));
  if (item.tag() == kTagCwt) item = item.tagged();
  if (item.tag() == kTagSign1) item = item.tagged();
  if (item.tag()) return fail(Reason::kCose, "tag " + std::to_string(*item.tag()) + " is not COSE_Sign1");
  CRED_TRY(auto read, members_of(item));
  CRED_TRY(const auto header, decode_protected(read.protected_header));
  if (header && share_a_label(*header, *read.unprotected))
    return fail(Reason::kHeader, "a label in both headers");
  if (header && member(*header, kCrit))
    return fail(Reason::kHeader, "critical labels that are not known here");
  // RFC 9052 section 4.4: an encoded empty map is signed as a zero-length string.
  if (header && !cbor::Children(*header).next()) read.protected_header = {};
  CRED_TRY(read.alg, algorithm_of(header, *read.unprotected));
  return read;
}

bool ForeignSign1::verify(const crypto::PublicKey& key, BytesView external_aad) const {
  const bool fits = key.algorithm() == crypto::Algorithm::kEd25519
                        ? alg == kEdDsa || alg == crypto::kCoseEd25519
                        : alg == kEs256 || alg == crypto::kCoseEsp256;
  if (!fits) return false;
  cbor::Encoder signed_bytes;
  signed_bytes.array(4).text("Signature1").bytes(protected_header).bytes(external_aad).bytes(payload);
  return key.verify(signed_bytes.view(), signature, crypto::EcdsaForm::kAnyS);
}

}  // namespace cred::cose
