// SPDX-License-Identifier: Apache-2.0
// Parser: libcred/src/codec/base45.cpp
// Dictionary: text
// Longest: 64
#include "cred/codec/base45.h"

#include "fuzz/target.h"

namespace cred::fuzz {

std::vector<Bytes> seeds() {
  std::vector<Bytes> texts;
  for (const std::string_view octets : {"", "A", "AB", "cred", "\xff\xff", "base-45"})
    texts.push_back(to_bytes(as_bytes(codec::to_base45(as_bytes(octets)))));
  return texts;
}

bool accepts(BytesView input) {
  const auto back = codec::from_base45(codec::to_base45(input));
  must(back && *back == to_bytes(input), "decoding undoes encoding");
  const auto octets = codec::from_base45(as_text(input));
  if (!octets) return false;
  must(codec::to_base45(*octets) == as_text(input), "one text for one byte string");
  CRED_PLANT(octets->size() == 9, octets->front() == 0xd2);
  return true;
}

}  // namespace cred::fuzz
