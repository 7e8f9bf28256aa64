// SPDX-License-Identifier: Apache-2.0
// A static permit in its parts, to be spoiled one at a time and signed by the right key all the same.
#pragma once

#include "cred/codec/hex.h"
#include "cred/cose/sig_structure.h"
#include "support/world.h"

namespace cred::hostile {

inline Bytes hex(const std::string& text) {
  return *codec::from_hex(text);
}

/// A token in its parts, each as octets on the wire.
struct Parts {
  Bytes before = hex("d284");  // tag and array head
  Bytes protected_header;      // content of the byte string
  Bytes unprotected = hex("a0");
  Bytes payload;  // content
  Bytes after;    // behind the signature
  bool sign = true;
  Bytes signature = Bytes(64, 0);
};

inline Bytes assembled(const Parts& parts, crypto::Signer& signer) {
  Bytes signature = parts.signature;
  if (parts.sign) {
    const auto made = *signer.sign(cose::SigStructure::sign1(parts.protected_header, parts.payload));
    signature.assign(made.begin(), made.end());
  }
  cbor::Encoder out;
  out.item(parts.before)
      .bytes(parts.protected_header)
      .item(parts.unprotected)
      .bytes(parts.payload)
      .bytes(signature)
      .item(parts.after);
  return out.take();
}

inline void replace(Bytes& bytes, const std::string& from, const std::string& to) {
  const auto pattern = hex(from);
  const auto at = test::find_octets(bytes, pattern);
  bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(at),
              bytes.begin() + static_cast<std::ptrdiff_t>(at + pattern.size()));
  const auto with = hex(to);
  bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at), with.begin(), with.end());
}

/// The permit of the first sample, by the authority's Ed25519 key.
inline Parts original(const test::World& world) {
  Parts parts;
  parts.protected_header = cose::encode_header({crypto::Algorithm::kEd25519,
                                                cose::key_id(world.authority.permits_key->public_key()),
                                                cose::Typ::kStaticPermit});
  parts.payload = world.payload({}, credential::encode(test::Draft().permit()));
  return parts;
}

}  // namespace cred::hostile
