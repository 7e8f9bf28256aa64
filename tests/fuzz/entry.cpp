// SPDX-License-Identifier: Apache-2.0
// What libFuzzer calls. With CRED_FUZZ_SEEDS=FOLDER what a corpus starts from is written there, and nothing
// else is done.
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

#include "fuzz/refused.h"
#include "fuzz/target.h"

namespace {

int write_seeds(const std::filesystem::path& folder) {
  auto all = cred::fuzz::seeds();
  for (auto& [wrong, input] : cred::fuzz::all_refused()) all.push_back(std::move(input));
  std::size_t number = 0;
  for (const auto& seed : all) {
    std::ofstream file(folder / ("seed-" + std::to_string(number++)), std::ios::binary);
    file.write(reinterpret_cast<const char*>(seed.data()), static_cast<std::streamsize>(seed.size()));
    if (!file.flush()) return 4;
  }
  return 0;
}

/// libFuzzer begins anew from every input that reached something new. Most of what is refused leads nowhere,
/// and it soon outnumbers what is accepted, the way to all that lies deep: one in sixteen is enough.
bool is_kept_all_the_same(cred::BytesView refused) {
  return std::hash<std::string_view>()(cred::as_text(refused)) % 16 == 0;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  if (const char* folder = std::getenv("CRED_FUZZ_SEEDS")) std::exit(write_seeds(folder));
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const cred::BytesView input(data, size);
  return cred::fuzz::accepts(input) || is_kept_all_the_same(input) ? 0 : -1;
}
