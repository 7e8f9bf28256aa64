// SPDX-License-Identifier: Apache-2.0
// What libFuzzer calls.
#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cred::fuzz::accepts({data, size});
  return 0;
}
