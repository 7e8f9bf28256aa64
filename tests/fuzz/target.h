// SPDX-License-Identifier: Apache-2.0
// A fuzz target is one file that defines the two functions below (docs/fuzzing.md). The same file is linked
// with libFuzzer (entry.cpp), and by the ordinary build with a main that replays the committed corpus
// (replay.cpp).
//
// Its first lines name the sources it is measured on, for `tools/fuzz --coverage`:
//   // Parser: libcred/src/codec/base45.cpp
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "cred/base/bytes.h"

namespace cred::fuzz {

/// Valid inputs, made by our own encoders: what a corpus starts from.
std::vector<Bytes> seeds();

/// Whether the parser under test takes `input`. Anything that must hold and does not ends the process.
bool accepts(BytesView input);

/// A property of every input.
inline void must(bool holds, const char* property) {
  if (holds) return;
  std::fprintf(stderr, "broken property: %s\n", property);
  std::abort();
}

/// Nothing that steers a terminal: C0, DEL, C1.
inline void must_be_plain(std::string_view shown) {
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const auto octet = static_cast<unsigned char>(shown[i]);
    must(octet >= 0x20 && octet != 0x7f, "no control character is shown");
    const bool c1 = octet == 0xc2 && i + 1 < shown.size() && static_cast<unsigned char>(shown[i + 1]) < 0xa0;
    must(!c1, "no C1 control character is shown");
  }
}

/// What `tools/fuzz --selftest` must find: a read of one octet too many, behind two conditions on what was
/// parsed. It is there only with libFuzzer, and only when the selftest asks for it. Nothing
/// valid meets it, no file of the corpus does, and no seed that is changed in one place.
#ifdef CRED_FUZZ
#define CRED_PLANT(first, second) \
  if (is_planted() && (first) && halfway() && (second)) ::cred::fuzz::read_past_the_end(input)
#else
#define CRED_PLANT(first, second) static_cast<void>(false && (first) && (second))
#endif

/// A function of its own, so that the fuzzer sees that the first condition was met.
[[gnu::noinline]] inline bool halfway() {
  static volatile bool yes = true;
  return yes;
}

inline bool is_planted() {
  static const bool planted = std::getenv("CRED_FUZZ_PLANTED") != nullptr;
  return planted;
}

inline void read_past_the_end(BytesView input) {
  const Bytes copy = to_bytes(input);
  volatile std::uint8_t octet = copy.data()[copy.size()];
  static_cast<void>(octet);
}

}  // namespace cred::fuzz
