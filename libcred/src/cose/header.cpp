// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/header.h"

#include <algorithm>
#include <string>

#include "cred/cbor/reader.h"
#include "cred/cose/labels.h"

namespace cred::cose {

namespace {

struct TypRow {
  Typ typ;
  std::uint64_t number;  // 0: it is a text
  std::string_view name;
};

// The closed list of docs/formats/labels.md, in the order of Typ.
constexpr TypRow kTyps[] = {
    {Typ::kStaticPermit, 61, "61"},
    {Typ::kWalletCredential, 293, "293"},
    {Typ::kPresentation, 294, "294"},
    {Typ::kStatusList, 0, "application/statuslist+cwt"},
    {Typ::kRoot, 0, "application/vnd.fwp.root+cose"},
    {Typ::kIssuers, 0, "application/vnd.fwp.issuers+cose"},
    {Typ::kHead, 0, "application/vnd.fwp.head+cose"},
    {Typ::kRegister, 0, "application/vnd.fwp.register+cose"},
    {Typ::kLogHead, 0, "application/vnd.fwp.loghead+cose"},
    {Typ::kReceipt, 0, "application/vnd.fwp.receipt+cose"},
    {Typ::kEnrolment, 0, "application/vnd.fwp.enrolment+cose"},
    {Typ::kCertificate, 0, "application/vnd.fwp.certificate+cose"},
};

const TypRow& row(Typ typ) {
  return kTyps[static_cast<std::size_t>(typ)];
}

}  // namespace

std::string_view name(Typ typ) {
  return row(typ).name;
}

void encode_typ(cbor::Encoder& out, Typ typ) {
  if (row(typ).number != 0)
    out.uint(row(typ).number);
  else
    out.text(row(typ).name);
}

std::optional<Typ> typ_from(const cbor::Item& item) {
  const auto number = item.uint();
  const auto text = item.text();
  for (const auto& candidate : kTyps) {
    const bool same = candidate.number != 0 ? number == candidate.number : text == candidate.name;
    if (same) return candidate.typ;
  }
  return std::nullopt;
}

Result<crypto::Algorithm> parse_algorithm(const cbor::Item& item) {
  const auto number = item.integer();
  if (!number) return fail(Reason::kAlgorithm, "an algorithm that is no number");
  if (const auto algorithm = crypto::algorithm_from_cose(*number)) return *algorithm;
  return fail(Reason::kAlgorithm, "algorithm " + std::to_string(*number) + " is not in our list");
}

Bytes encode_header(const ProtectedHeader& header) {
  cbor::Encoder out;
  out.map(3).integer(header::kAlg).integer(crypto::to_cose(header.algorithm));
  out.integer(header::kKid).bytes(header.kid.value());
  out.integer(header::kTyp);
  encode_typ(out, header.typ);
  return out.take();
}

Result<ProtectedHeader> parse_header(BytesView encoded) {
  if (encoded.empty()) return fail(Reason::kHeader, "the protected header is empty");
  CRED_TRY(const auto item, cbor::decode(encoded, cbor::Limits::own(encoded.size())));
  cbor::MapReader in(item, "protected header", Reason::kHeader);
  const auto alg = in.required(header::kAlg);
  const auto kid_octets = in.required_bytes(header::kKid, 8);
  const auto typ_item = in.required(header::kTyp);
  CRED_CHECK(in.finish());
  const auto typ = typ_from(typ_item);
  if (!typ) return fail(Reason::kTyp, "a typ that is not in our list");
  CRED_TRY(const auto algorithm, parse_algorithm(alg));
  std::array<std::uint8_t, 8> kid;
  std::copy(kid_octets.begin(), kid_octets.end(), kid.begin());
  return ProtectedHeader{algorithm, KeyId(kid), *typ};
}

}  // namespace cred::cose
