// SPDX-License-Identifier: Apache-2.0
// The file of status lists that a verifier maps, as a bad disk could give it back.
// Parser: libcred/src/status/archive.cpp
#include "cred/status/archive.h"

#include "fuzz/target.h"

namespace cred::fuzz {

std::vector<Bytes> seeds() {
  const Instant iat{std::chrono::seconds{1'768'449'600}};
  return {status::build_archive({}),
          status::build_archive({{"CN-110000:1", iat, std::nullopt, Bytes(5, 0x11)},
                                 {"CN-110000:2", iat, iat + std::chrono::days{1}, Bytes(5, 0)}})};
}

bool accepts(BytesView input) {
  const auto archive = status::Archive::open(input);
  if (!archive) return false;
  for (const std::string_view uri : {"CN-110000:1", "CN-110000:2", "CN-110000:3", ""}) {
    const auto held = archive->find(uri);
    if (!held) continue;
    for (const std::uint64_t index :
         {std::uint64_t{0}, held->entries() - 1, held->entries(), ~std::uint64_t{0}}) {
      const auto value = held->at(index);
      must(!value || *value < 16, "an entry has four bits");
      must(!value || index < held->entries(), "there is nothing behind the last entry");
    }
  }
  CRED_PLANT(archive->size() == 0, input.size() == 19 && input[18] == 0x5a);
  return true;
}

}  // namespace cred::fuzz
