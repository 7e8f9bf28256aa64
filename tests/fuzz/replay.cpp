// SPDX-License-Identifier: Apache-2.0
// The seeds of a target, which must be accepted, and its inputs with one thing wrong, which must not; the
// seeds cut or with one octet changed, and every file of its corpus, which must break no property. Usage:
// fuzz_NAME CORPUS_FOLDER|FILE…
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "fuzz/refused.h"
#include "fuzz/target.h"

namespace {

namespace fs = std::filesystem;
using cred::Bytes;

Bytes content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> files_of(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(path)) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

/// A few hundred neighbours of the seeds, spread evenly: what a fuzzer tries first.
std::size_t try_neighbours(const std::vector<Bytes>& seeds) {
  constexpr std::size_t kTries = 300;
  std::size_t octets = 0;
  for (const auto& seed : seeds) octets += seed.size();
  const std::size_t step = octets / kTries + 1;
  std::size_t tried = 0;
  for (const auto& seed : seeds) {
    for (std::size_t at = 0; at < seed.size(); at += step, ++tried) {
      auto neighbour = seed;
      if (tried % 3 == 0) {
        neighbour.resize(at);
      } else {
        neighbour[at] = static_cast<std::uint8_t>(neighbour[at] ^ (tried % 3 == 1 ? 0x01 : 0xff));
      }
      cred::fuzz::accepts(neighbour);
    }
  }
  return tried;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto seeds = cred::fuzz::seeds();
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    if (cred::fuzz::accepts(seeds[i])) continue;
    std::cerr << "seed " << i << " is refused\n";
    return 1;
  }
  const auto refused = cred::fuzz::all_refused();
  for (const auto& [wrong, input] : refused) {
    if (!cred::fuzz::accepts(input)) continue;
    std::cerr << wrong << ": accepted\n";
    return 1;
  }
  const auto neighbours = try_neighbours(seeds);
  std::size_t accepted = 0;
  std::size_t files = 0;
  for (const auto& argument : arguments) {
    for (const auto& file : files_of(argument)) {
      std::cout << file.filename().string() << std::endl;  // the last line names what a crash came from
      if (cred::fuzz::accepts(content_of(file))) ++accepted;
      ++files;
    }
  }
  std::cout << seeds.size() << " seeds, " << refused.size() << " with one thing wrong, " << neighbours
            << " neighbours, " << files << " files, " << accepted << " of them accepted\n";
  return !seeds.empty() && files > 0 ? 0 : 1;
}
