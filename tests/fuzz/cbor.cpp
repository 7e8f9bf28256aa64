// SPDX-License-Identifier: Apache-2.0
// Parser: libcred/src/cbor/decode.cpp libcred/src/cbor/head_libcbor.cpp libcred/src/cbor/diagnostic.cpp
// Parser: libcred/src/cbor/same.h
// Longest: 256
#include "cred/cbor/decode.h"
#include "cred/cbor/diagnostic.h"
#include "cred/cbor/encode.h"
#include "cred/codec/hex.h"
#include "fuzz/target.h"

namespace cred::fuzz {

namespace {

void encode_again(const cbor::Item& item, cbor::Encoder& out);

void encode_children(const cbor::Item& item, cbor::Encoder& out) {
  cbor::Children children(item);
  while (const auto child = children.next()) encode_again(*child, out);
}

// Only what Limits::own lets through: definite lengths, no floats.
void encode_again(const cbor::Item& item, cbor::Encoder& out) {
  switch (item.type()) {
    case cbor::Type::kUint:
      out.uint(*item.uint());
      return;
    case cbor::Type::kNegative:
      if (const auto value = item.integer())
        out.integer(*value);
      else
        out.item(item.encoded());  // below int64
      return;
    case cbor::Type::kBytes:
      out.bytes(*item.bytes());
      return;
    case cbor::Type::kText:
      out.text(*item.text());
      return;
    case cbor::Type::kArray:
      encode_children(item, out.array(*item.count()));
      return;
    case cbor::Type::kMap:
      encode_children(item, out.map(*item.count()));
      return;
    case cbor::Type::kTag:
      encode_again(item.tagged(), out.tag(*item.tag()));
      return;
    case cbor::Type::kBoolean:
      out.boolean(*item.boolean());
      return;
    case cbor::Type::kSimple:
      out.simple(*item.simple());
      return;
    case cbor::Type::kFloat:
      must(false, "no float among our own types");
  }
}

void must_show_plainly(const cbor::Item& item) {
  must_be_plain(cbor::to_diagnostic(item));
  const auto indented = cbor::to_diagnostic_indented(item, 4);
  for (std::size_t from = 0; from <= indented.size();) {
    const auto end = std::min(indented.find('\n', from), indented.size());
    must_be_plain(std::string_view(indented).substr(from, end - from));
    from = end + 1;
  }
}

}  // namespace

std::vector<Bytes> seeds() {
  std::vector<Bytes> items;
  for (const std::string_view hex :
       {"00", "1903e8", "3903e7", "4401020304", "6449455446", "83010203", "a201020304", "d28440a04040",
        "d8628440a04080", "f4", "f83b", "a26161016162820203", "8181818181818100",
        "a1190194826449455446d24201ff", "4ca10102a1038201426161f5a0", "6c22e4bda00a5c1be2808e7f41"})
    items.push_back(*codec::from_hex(hex));
  return items;
}

bool accepts(BytesView input) {
  const auto foreign = cbor::decode(input, cbor::Limits::foreign(64 << 10));
  if (foreign) must_show_plainly(*foreign);
  const auto deterministic = cbor::decode(input, cbor::Limits::deterministic_foreign(64 << 10));
  must(!deterministic || foreign, "what is deterministic is well formed");
  const auto own = cbor::decode(input, cbor::Limits::own(64 << 10));
  if (!own) return false;
  must(deterministic.has_value(), "what is ours is deterministic");
  cbor::Encoder out;
  encode_again(*own, out);
  must(equal(out.view(), input), "what is deterministic encodes to the same octets");
  CRED_PLANT(own->type() == cbor::Type::kTag, own->tagged().count() == 3);
  return true;
}

}  // namespace cred::fuzz
