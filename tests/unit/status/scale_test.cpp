// SPDX-License-Identifier: Apache-2.0
// 96 lists of 2^20 entries, 100 million permits, in an archive whose pages cannot be read: what a look-up
// needs is opened page by page, and a single octet more that is touched ends the test.
#include <sys/mman.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>

#include "cred/status/archive.h"
#include "support/fixed_random.h"

namespace cred::test {

namespace {

constexpr std::size_t kLists = 96;
constexpr std::size_t kOctets = (std::size_t{1} << 20) * status::kBits / 8;  // of one list

std::string uri(std::size_t number) {
  return "CN-110000:" + std::to_string(number);
}

/// The archive in memory of whole pages, none of which may be read at first.
class Closed {
 public:
  explicit Closed(BytesView archive) : size_(archive.size()) {
    memory_ = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(memory_ != MAP_FAILED);
    std::memcpy(memory_, archive.data(), size_);
    allow(0, size_, PROT_NONE);
  }
  ~Closed() { munmap(memory_, size_); }
  Closed(const Closed&) = delete;
  Closed& operator=(const Closed&) = delete;

  BytesView bytes() const { return {static_cast<const std::uint8_t*>(memory_), size_}; }
  /// The pages of these octets, to be read from now on, or never again.
  void allow(std::size_t offset, std::size_t size, int what) {
    const auto first = offset / status::kPage * status::kPage;
    REQUIRE(mprotect(static_cast<std::uint8_t*>(memory_) + first, offset + size - first, what) == 0);
  }

 private:
  std::size_t size_;
  void* memory_;
};

}  // namespace

TEST_CASE(
    "among 100 million entries a look-up reads the index, its hashes and its own block, and nothing else") {
  FixedRandom random("100 million");
  Bytes raw(kOctets);
  random.fill(raw);
  std::vector<status::ArchiveEntry> entries;
  for (std::size_t n = 0; n < kLists; ++n)
    entries.push_back(
        {uri(n), Instant(std::chrono::seconds(1'700'000'000)), std::nullopt, {}, std::nullopt, raw});
  const auto file = status::build_archive(std::move(entries));
  const auto arrays = file.size() - kLists * kOctets;  // where the first of them begins
  REQUIRE(arrays % status::kPage == 0);
  Closed closed(file);

  closed.allow(0, 1, PROT_READ);
  const auto archive = status::Archive::open(closed.bytes());
  REQUIRE(archive);
  CHECK(archive->size() == kLists);

  closed.allow(0, arrays, PROT_READ);
  std::vector<std::string> in_order;  // of the file: by uri, as text
  for (std::size_t n = 0; n < kLists; ++n) in_order.push_back(uri(n));
  std::ranges::sort(in_order);
  for (const std::size_t place : {std::size_t{0}, kLists / 2, kLists - 1}) {
    const auto list = archive->find(in_order[place]);
    REQUIRE(list);
    REQUIRE(list->entries() == std::uint64_t{1} << 20);
    for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{777'777}, list->entries() - 1}) {
      const auto block = static_cast<std::size_t>(index) * status::kBits / 8 / status::kBlock;
      const auto offset = arrays + place * kOctets + block * status::kBlock;
      closed.allow(offset, status::kBlock, PROT_READ);
      const auto value = list->at(index);
      REQUIRE(value);
      CHECK(*value == *status::entry(raw, status::kBits, index));
      closed.allow(offset, status::kBlock, PROT_NONE);
    }
  }
  CHECK(!archive->find(uri(kLists)));
}

}  // namespace cred::test
