// SPDX-License-Identifier: Apache-2.0
#include "cred/status/archive.h"

#include "cred/codec/deflate.h"

#include <catch2/catch.hpp>

#include "cred/crypto/digest.h"
#include "support/fixed_random.h"

namespace cred::test {

namespace {

const Instant kIat{std::chrono::sys_days{std::chrono::year{2026} / 1 / 15}};
const Instant kExp = kIat + std::chrono::days{30};

Bytes random_raw(std::size_t size) {
  FixedRandom random("raw");
  Bytes raw(size);
  random.fill(raw);
  return raw;
}

/// Three lists of different lengths: whole blocks, a short last block, a single octet.
std::vector<status::ArchiveEntry> three_lists() {
  return {{"CN-110000:2", kIat, kExp, random_raw(2 * status::kBlock)},
          {"CN-110000:10", kIat, std::nullopt, random_raw(status::kBlock + 5)},
          {"CN-110000:1", kIat, std::nullopt, random_raw(1)}};
}

/// Everything an archive answers, for the same questions.
void ask_everything(BytesView file) {
  const auto archive = status::Archive::open(file);
  if (!archive) return;
  for (const auto* uri : {"CN-110000:1", "CN-110000:10", "CN-110000:2", "CN-110000:3", "", "~"}) {
    const auto list = archive->find(uri);
    if (!list) continue;
    for (const std::uint64_t index :
         {std::uint64_t{0}, list->entries() - 1, list->entries(), ~std::uint64_t{0}})
      (void)list->at(index);
  }
}

}  // namespace

TEST_CASE("an archive answers every entry of every list as it went in") {
  const auto lists = three_lists();
  const auto file = status::build_archive(lists);
  const auto archive = status::Archive::open(file);
  REQUIRE(archive);
  CHECK(archive->size() == 3);
  for (const auto& list : lists) {
    const auto held = archive->find(list.uri);
    REQUIRE(held);
    CHECK(held->iat() == list.iat);
    CHECK(held->exp() == list.exp);
    REQUIRE(held->entries() == list.raw.size() * 2);
    for (std::uint64_t index = 0; index < held->entries(); index += 97)
      CHECK(*held->at(index) == *status::entry(list.raw, status::kBits, index));
    CHECK(*held->at(held->entries() - 1) == list.raw.back() >> 4);
    CHECK(held->at(held->entries()).error().reason == Reason::kStatusIndex);
    CHECK(held->at(~std::uint64_t{0}).error().reason == Reason::kStatusIndex);
  }
}

TEST_CASE("a list that is not held is not found") {
  const auto file = status::build_archive(three_lists());
  const auto archive = *status::Archive::open(file);
  for (const auto* uri : {"", "CN-110000:", "CN-110000:100", "CN-110000:3", "A", "Z"})
    CHECK(!archive.find(uri));
  CHECK(!archive.find(std::string_view("CN-110000:1\0", 12)));  // filling is no part of a name
  CHECK(!archive.find(std::string(65, 'x')));
}

TEST_CASE("a uri of 64 octets fills its record") {
  const std::string uri(64, 'x');
  const auto file = status::build_archive({{uri, kIat, std::nullopt, Bytes{0x21}}});
  CHECK(*status::Archive::open(file)->find(uri)->at(1) == 2);
  CHECK(!status::Archive::open(file)->find(uri + "x"));
}

TEST_CASE("an archive may hold no list") {
  const auto file = status::build_archive({});
  const auto archive = status::Archive::open(file);
  REQUIRE(archive);
  CHECK(archive->size() == 0);
  CHECK(!archive->find("CN-110000:1"));
}

TEST_CASE("arrays begin on a page of the file, so one look-up touches one page") {
  const auto lists = three_lists();
  const auto file = status::build_archive(lists);
  for (const auto& list : lists) {
    if (list.raw.size() == 1) continue;  // one octet stands anywhere
    const auto at = std::search(file.begin(), file.end(), list.raw.begin(), list.raw.end());
    REQUIRE(at != file.end());
    CHECK((at - file.begin()) % static_cast<std::ptrdiff_t>(status::kPage) == 0);
  }
}

TEST_CASE("a block that the disk changed answers nothing, and the others still do") {
  auto file = status::build_archive({{"CN-110000:1", kIat, std::nullopt, random_raw(4 * status::kBlock)}});
  file[file.size() - status::kBlock - 1] ^= 1;  // in the third of four
  const auto list = *status::Archive::open(file)->find("CN-110000:1");
  constexpr std::uint64_t kPerBlock = status::kBlock * 2;
  CHECK(list.at(0));
  CHECK(list.at(2 * kPerBlock - 1));
  CHECK(list.at(2 * kPerBlock).error().reason == Reason::kStatusListMissing);
  CHECK(list.at(3 * kPerBlock - 1).error().reason == Reason::kStatusListMissing);
  CHECK(list.at(3 * kPerBlock));
}

TEST_CASE("whatever octet of the index changes, no other answer comes out of the archive") {
  const auto lists = three_lists();
  const auto file = status::build_archive(lists);
  constexpr std::size_t kIndex = 16 + 3 * 136 + 5 * 32;
  std::size_t answered = 0;
  for (std::size_t at = 0; at < kIndex; ++at) {
    auto spoiled = file;
    spoiled[at] ^= 0x41;
    const auto archive = status::Archive::open(spoiled);
    if (!archive) continue;
    for (const auto& list : lists) {
      const auto held = archive->find(list.uri);
      if (!held) continue;
      CHECK(held->iat() == list.iat);
      CHECK(held->exp() == list.exp);
      const auto value = held->at(0);
      CHECK((!value || *value == *status::entry(list.raw, status::kBits, 0)));
      answered += value ? 1U : 0U;
    }
  }
  CHECK(answered > kIndex);  // what one octet of the index is about, the others are not
}

TEST_CASE("a file that is cut, or is none of ours, or is noise, never reads beyond its end") {
  const auto file = status::build_archive(three_lists());
  for (std::size_t size = 0; size < file.size(); size += size < 1000 ? 1 : 509) {
    const Bytes cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
    ask_everything(cut);
  }
  CHECK(status::Archive::open({}).error().reason == Reason::kTrustForm);
  CHECK(status::Archive::open(Bytes(4096, 0)).error().reason == Reason::kTrustForm);
  FixedRandom random("noise");
  for (int round = 0; round < 2000; ++round) {
    auto noise = file;
    for (int change = 0; change < 8; ++change) noise[random.below(700)] = random.take<1>()[0];
    ask_everything(noise);
  }
}

TEST_CASE("offsets that lead out of the file lead nowhere, even in a record with a right hash") {
  const auto file = status::build_archive({{"CN-110000:1", kIat, kExp, random_raw(status::kBlock + 5)}});
  constexpr std::size_t kRecord = 16;
  constexpr std::size_t kHashed = 64 + 5 * 8;
  const auto found = [&](std::size_t number, std::uint64_t value) {
    auto spoiled = file;
    for (std::size_t i = 0; i < 8; ++i)
      spoiled[kRecord + 64 + number * 8 + i] = static_cast<std::uint8_t>(value >> (56 - 8 * i));
    std::ranges::copy(crypto::sha256(BytesView(spoiled).subspan(kRecord, kHashed)),
                      spoiled.begin() + kRecord + kHashed);
    ask_everything(spoiled);
    return status::Archive::open(spoiled)->find("CN-110000:1").has_value();
  };
  constexpr auto kHuge = ~std::uint64_t{0};
  REQUIRE(found(0, to_unix(kIat)));
  CHECK(!found(0, kHuge));                         // iat
  CHECK(found(1, kHuge));                          // no exp
  CHECK(!found(1, kHuge - 1));                     // exp
  for (const std::size_t number : {2u, 3u, 4u}) {  // array, its size, its hashes
    CHECK(!found(number, kHuge));
    CHECK(!found(number, file.size()));
    CHECK(!found(number, file.size() + 1));
  }
}

TEST_CASE("a count the file is too short for does not open") {
  auto file = status::build_archive(three_lists());
  for (std::size_t at = 8; at < 16; ++at) file[at] = 0xff;
  CHECK(status::Archive::open(file).error().reason == Reason::kTrustForm);
}

TEST_CASE("an archive is written a list at a time, and a sink that refuses ends it") {
  const auto lists = three_lists();
  std::size_t pieces = 0;
  std::size_t largest = 0;
  const auto sink = [&](BytesView piece) {
    ++pieces;
    largest = std::max(largest, piece.size());
    return pieces < 4;
  };
  CHECK(!status::write_archive(lists, sink));
  CHECK(pieces == 4);
  CHECK(largest < status::kPage);
}

TEST_CASE("a list that is held elsewhere, or packed, goes in as its array does") {
  const auto raw = random_raw(status::kBlock + 1);
  const auto direct = status::build_archive({{"CN-110000:1", kIat, kExp, raw}});
  CHECK(status::build_archive({{"CN-110000:1", kIat, kExp, {}, std::nullopt, raw}}) == direct);
  const auto compressed = codec::deflate(raw);
  const status::ListClaims claims{"CN-110000:1", kIat, kExp, std::nullopt, status::kBits, compressed};
  CHECK(status::build_archive({{"CN-110000:1", kIat, kExp, {}, claims}}) == direct);
}

}  // namespace cred::test
