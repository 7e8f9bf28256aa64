// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/sig_structure.h"

#include "cred/cbor/encode.h"

namespace cred::cose {

namespace {

constexpr std::size_t kHeads = 32;  // octets, more than the context text and all heads take

}  // namespace

crypto::ToBeSigned SigStructure::sign1(BytesView protected_header, BytesView payload) {
  cbor::Encoder out;
  out.reserve(protected_header.size() + payload.size() + kHeads);
  out.array(4).text("Signature1").bytes(protected_header).bytes({}).bytes(payload);
  return crypto::ToBeSigned(out.take());
}

crypto::ToBeSigned SigStructure::sign(BytesView body_protected, BytesView signer_protected,
                                      BytesView payload) {
  cbor::Encoder out;
  out.reserve(body_protected.size() + signer_protected.size() + payload.size() + kHeads);
  out.array(5).text("Signature").bytes(body_protected).bytes(signer_protected).bytes({}).bytes(payload);
  return crypto::ToBeSigned(out.take());
}

}  // namespace cred::cose
