// SPDX-License-Identifier: Apache-2.0
#include "cred/sdcwt/disclosure.h"

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/cose/labels.h"

namespace cred::sdcwt {

Result<Disclosure> Disclosure::parse(BytesView content) {
  CRED_TRY(const auto item, cbor::decode(content, cbor::Limits::own(cose::kMaxToken)));
  cbor::ArrayReader in(item, "disclosure", Reason::kDisclosure);
  const auto salt = in.next_bytes(sizeof(Salt));
  const auto value = in.next();
  const auto key = in.next_uint();
  CRED_CHECK(in.finish());
  return Disclosure{salt, value, key};
}

Bytes encode_disclosure(const Salt& salt, BytesView value, std::uint64_t key) {
  cbor::Encoder out;
  out.array(3).bytes(salt).item(value).uint(key);
  return out.take();
}

crypto::Digest digest_of(BytesView content) {
  cbor::Encoder head;
  head.bytes_head(content.size());
  return crypto::sha256({head.view(), content});
}

}  // namespace cred::sdcwt
