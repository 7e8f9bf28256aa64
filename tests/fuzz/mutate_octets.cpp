// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cred/codec/unicode.h"
#include "fuzz/mutate.h"

namespace cred::fuzz {

void change_number(std::uint64_t& number, Random& random) {
  static constexpr std::uint64_t kEdges[] = {0,      1,      23,         24,         255,  256,
                                             65'535, 65'536, 1ull << 32, ~0ull >> 1, ~0ull};
  // docs/formats/labels.md: types of messages, algorithms (-9 and -19, as -1 - n), labels, groups.
  static constexpr std::uint64_t kOurs[] = {61,     293,    294,    8,  18, 13, 16, 17, 39,
                                            65'533, 65'534, 65'535, 20, 21, 22, 25, 26};
  switch (random() % 7) {
    case 0:
      number += random() % 2 == 0 ? 1 : ~0ull;
      return;
    case 1:
      number = kEdges[random() % std::size(kEdges)];
      return;
    case 2:
      number ^= 1ull << random() % 64;
      return;
    case 3:
      number = random() % 256;
      return;
    case 4:
      number = random() % 16;
      return;
    case 5:
      number = kOurs[random() % std::size(kOurs)];
      return;
    default:
      // As octets, so that what libFuzzer saw in comparisons gets in.
      LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(&number), sizeof(number), sizeof(number));
  }
}

namespace {

/// A length is compared like any number.
void change_length(Bytes& octets, Random& random) {
  constexpr std::uint64_t kMore = 256;
  std::uint64_t length = octets.size();
  change_number(length, random);
  if (length > octets.size() + kMore) length %= kMore;
  octets.resize(static_cast<std::size_t>(length), '0');
}

}  // namespace

void change_octets(Bytes& octets, BytesView other, Random& random) {
  const auto before = octets.size();
  switch (random() % 5) {
    case 0:
      return change_length(octets, random);
    case 1:
      if (before > 0) octets[random() % before] = static_cast<std::uint8_t>(random() % 256);
      return;
    case 2:
      octets = to_bytes(other);
      return;
    default:
      octets.resize(before + 1 + random() % 16);
      octets.resize(LLVMFuzzerMutate(octets.data(), before, octets.size()));
  }
}

/// Text is UTF-8, or nobody reads it any further.
void change_text(Bytes& text, BytesView other, Random& random) {
  change_octets(text, other, random);
  if (random() % 8 == 0 || codec::is_utf8(as_text(text))) return;
  for (auto& octet : text) octet &= 0x7f;
}

}  // namespace cred::fuzz
