// SPDX-License-Identifier: Apache-2.0
#include "cred/inspect.h"

#include <algorithm>
#include <optional>

#include "cred/cbor/decode.h"
#include "cred/cbor/diagnostic.h"
#include "cred/codec/hex.h"
#include "cred/cose/labels.h"
#include "cred/crypto/digest.h"
#include "cred/qr/text.h"

namespace cred {

namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t kMaxInspected = 64u << 20;  // octets
constexpr std::size_t kMaxBytesShown = 48;
constexpr std::size_t kMaxParts = 64;  // of a bundle, listed one by one

/// What the numbers of our formats mean (docs/formats/labels.md), for the legend under a token.
constexpr std::string_view kClaimsLegend =
    "claims: 1 iss, 2 sub, 3 aud, 4 exp, 6 iat, 8 cnf, 39 cnonce, 65533 status_list, 65534 ttl, 65535 "
    "status, -70001 permit";
constexpr std::string_view kPermitLegend =
    "permit: 1 category, 2 region, 3 valid from, 4 valid until, 20 name, 22 work (4 employer, 5 USCC), 25 "
    "passport check";
constexpr std::string_view kGroupsLegend =
    "groups: 20 name, 21 identity, 22 work, 25 passport check, 26 record; simple(59) holds the digests of "
    "all";

void add_lines(Lines& lines, std::string_view text) {
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    lines.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
}

void add_sizes(Lines& lines, std::string_view what, BytesView bytes) {
  lines.push_back(std::string(what) + ": " + std::to_string(bytes.size()) + " octets, SHA-256 " +
                  codec::to_hex(crypto::sha256(bytes)));
}

/// An encoding that our own readers would refuse is shown too, and named.
std::optional<cbor::Item> decode_any(BytesView bytes, Lines& lines) {
  if (auto own = cbor::decode(bytes, cbor::Limits::own(kMaxInspected)))
    return *own;
  else
    lines.push_back("not in our encoding: " + own.error().detail + " (" +
                    std::string(word(own.error().reason)) + ")");
  if (auto foreign = cbor::decode(bytes, cbor::Limits::foreign(kMaxInspected))) return *foreign;
  return std::nullopt;
}

void add_embedded(Lines& lines, std::string_view what, const cbor::Item& item) {
  const auto bytes = item.bytes();
  if (!bytes) return add_lines(lines, std::string(what) + ": " + cbor::to_diagnostic(item, kMaxBytesShown));
  const auto inner = cbor::decode(*bytes, cbor::Limits::foreign(kMaxInspected));
  if (!inner) {
    lines.push_back(std::string(what) + ": " + std::to_string(bytes->size()) + " octets that are not CBOR");
    return;
  }
  add_lines(lines, std::string(what) + ": " + cbor::to_diagnostic_indented(*inner, kMaxBytesShown));
}

std::optional<cbor::Item> member(const cbor::Item& map, int label) {
  if (map.type() != cbor::Type::kMap) return std::nullopt;
  cbor::Children children(map);
  while (const auto key = children.next()) {
    const auto value = children.next();
    if (key->integer() == label) return value;
  }
  return std::nullopt;
}

/// What a wallet credential shows, each disclosure opened.
void add_unprotected(Lines& lines, const cbor::Item& unprotected) {
  const auto disclosures = member(unprotected, cose::header::kSdClaims);
  if (!disclosures || disclosures->type() != cbor::Type::kArray) {
    lines.push_back("unprotected header: " + cbor::to_diagnostic(unprotected, kMaxBytesShown));
    return;
  }
  cbor::Children list(*disclosures);
  for (std::size_t n = 1; const auto disclosure = list.next(); ++n) {
    if (n > kMaxParts) return lines.push_back("more disclosures are not listed");
    add_embedded(lines, "disclosure " + std::to_string(n), *disclosure);
  }
  lines.emplace_back(kGroupsLegend);
}

bool is_sign1(const cbor::Item& item) {
  return item.tag() == cose::kTagSign1 && item.tagged().type() == cbor::Type::kArray &&
         item.tagged().count() == 4;
}

/// The wallet credential inside a presentation.
std::optional<cbor::Item> credential_in(const cbor::Item& protected_header) {
  const auto bytes = protected_header.bytes();
  if (!bytes) return std::nullopt;
  const auto header = cbor::decode(*bytes, cbor::Limits::foreign(kMaxInspected));
  const auto inside = header ? member(*header, cose::header::kKcwt) : std::nullopt;
  return inside && is_sign1(*inside) ? inside : std::nullopt;
}

void add_message(Lines& lines, const cbor::Item& message, bool with_header) {
  cbor::Children parts(message);
  const auto protected_header = *parts.next();
  if (with_header) add_embedded(lines, "protected header", protected_header);
  add_unprotected(lines, *parts.next());
  add_embedded(lines, "payload", *parts.next());
  const auto signature = parts.next()->bytes().value_or(BytesView());
  lines.push_back("signature: " + std::to_string(signature.size()) + " octets, not checked");
}

void add_sign1(Lines& lines, const cbor::Item& message) {
  // One level only: a presentation inside a presentation is shown as the header it stands in.
  if (const auto inside = credential_in(*cbor::Children(message).next())) {
    lines.emplace_back("presentation of the wallet credential");
    add_message(lines, inside->tagged(), true);
    lines.emplace_back("signed over it by the device");
    add_message(lines, message, false);
  } else {
    add_message(lines, message, true);
  }
  lines.emplace_back(kClaimsLegend);
  lines.emplace_back(kPermitLegend);
}

void add_sign(Lines& lines, const cbor::Item& message) {
  cbor::Children parts(message);
  add_embedded(lines, "body header", *parts.next());
  lines.push_back("unprotected header: " + cbor::to_diagnostic(*parts.next(), kMaxBytesShown));
  add_embedded(lines, "payload", *parts.next());
  add_lines(lines, "signers, not checked: " + cbor::to_diagnostic_indented(*parts.next(), kMaxBytesShown));
}

/// [1, [+ root], issuers, head, [* member]] of byte strings.
bool is_bundle(const cbor::Item& item) {
  if (item.type() != cbor::Type::kArray || item.count() != 5) return false;
  cbor::Children parts(item);
  return parts.next()->uint() == 1 && parts.next()->type() == cbor::Type::kArray && parts.next()->bytes() &&
         parts.next()->bytes();
}

void add_parts(Lines& lines, std::string_view what, const cbor::Item& array) {
  cbor::Children children(array);
  for (std::size_t n = 1; const auto part = children.next(); ++n) {
    if (n > kMaxParts)
      return lines.push_back(std::string(what) + "s beyond the first " + std::to_string(kMaxParts) +
                             " are not listed");
    add_sizes(lines, std::string(what) + " " + std::to_string(n), part->bytes().value_or(BytesView()));
  }
}

void add_bundle(Lines& lines, const cbor::Item& item) {
  lines.emplace_back("trust bundle");
  cbor::Children parts(item);
  parts.next();
  add_parts(lines, "root", *parts.next());
  add_sizes(lines, "issuers", *parts.next()->bytes());
  add_sizes(lines, "head", *parts.next()->bytes());
  add_parts(lines, "member", *parts.next());
}

Result<Lines> inspect_bytes(BytesView bytes, Lines lines) {
  add_sizes(lines, "token", bytes);
  const auto item = decode_any(bytes, lines);
  if (!item) return fail(Reason::kCbor, "neither a QR text of ours nor CBOR");
  const auto tag = item->tag();
  const bool of_four = tag && item->tagged().type() == cbor::Type::kArray && item->tagged().count() == 4;
  if (is_sign1(*item)) {
    lines.emplace_back("COSE_Sign1 (tag 18)");
    add_sign1(lines, item->tagged());
  } else if (tag == cose::kTagSign && of_four) {
    lines.emplace_back("COSE_Sign (tag 98), a trust object");
    add_sign(lines, item->tagged());
  } else if (is_bundle(*item)) {
    add_bundle(lines, *item);
  } else {
    add_lines(lines, cbor::to_diagnostic_indented(*item, kMaxBytesShown));
  }
  return lines;
}

}  // namespace

Result<std::vector<std::string>> inspect(BytesView token_or_text) {
  const auto text = qr::from_text(as_text(token_or_text));
  if (!text && text.error().reason == Reason::kBase45) return tl::unexpected(text.error());
  if (!text) return inspect_bytes(token_or_text, {});
  return inspect_bytes(text->bytes, {"QR text " + std::string(qr::prefix(text->kind)) + " of " +
                                     std::to_string(token_or_text.size()) + " characters"});
}

}  // namespace cred
