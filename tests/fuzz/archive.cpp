// SPDX-License-Identifier: Apache-2.0
// The file of status lists that a verifier maps, as a bad disk could give it back, and with every hash put
// right: as whoever owns the disk would write it.
// Parser: libcred/src/status/archive.cpp
// Longest: 768
#include "cred/status/archive.h"

#include <algorithm>

#include "cred/crypto/digest.h"
#include "fuzz/target.h"

namespace cred::fuzz {

namespace {

// docs/adr/0006: magic, u64 count; records of uri, five u64, SHA-256.
constexpr std::size_t kRecordsAt = 16;
constexpr std::size_t kNumbersAt = 64;
constexpr std::size_t kHashAt = 104;
constexpr std::size_t kRecord = 136;
constexpr std::size_t kMostRecords = 4;

void write_u64(std::span<std::uint8_t> out, std::uint64_t value) {
  for (std::size_t i = 8; i-- > 0; value >>= 8) out[i] = static_cast<std::uint8_t>(value);
}

std::uint64_t read_u64(BytesView octets) {
  std::uint64_t value = 0;
  for (const auto octet : octets.first(8)) value = value << 8 | octet;
  return value;
}

std::size_t records_of(BytesView file) {
  return file.size() < kRecordsAt ? 0 : std::min(kMostRecords, (file.size() - kRecordsAt) / kRecord);
}

void put_hash(Bytes& file, std::size_t at, BytesView hashed) {
  const auto hash = crypto::sha256(hashed);
  if (at <= file.size() && hash.size() <= file.size() - at)
    std::ranges::copy(hash, file.begin() + static_cast<std::ptrdiff_t>(at));
}

/// Of arrays that are one block long.
Bytes with_hashes(BytesView input) {
  auto file = to_bytes(input);
  const BytesView view(file);
  for (std::size_t i = 0; i < records_of(file); ++i) {
    const auto record = view.subspan(kRecordsAt + i * kRecord, kRecord);
    const auto number = [&](std::size_t which) { return read_u64(record.subspan(kNumbersAt + which * 8)); };
    if (number(2) <= file.size() && number(3) <= std::min(status::kBlock, file.size() - number(2)))
      put_hash(file, number(4), view.subspan(number(2), number(3)));
  }
  for (std::size_t i = 0; i < records_of(file); ++i) {
    const auto at = kRecordsAt + i * kRecord;
    put_hash(file, at + kHashAt, view.subspan(at, kHashAt));
  }
  return file;
}

/// The arrays at once behind the hashes, not on the next page: there is nothing to find in zeros.
Bytes without_gaps(Bytes file, std::size_t lists) {
  Bytes packed(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(kRecordsAt + lists * (kRecord + 32)));
  for (std::size_t i = 0; i < lists; ++i) {
    const auto numbers = kRecordsAt + i * kRecord + kNumbersAt;
    const auto raw = BytesView(file).subspan(read_u64(BytesView(file).subspan(numbers + 16)),
                                             read_u64(BytesView(file).subspan(numbers + 24)));
    write_u64(std::span(packed).subspan(numbers + 16, 8), packed.size());
    append(packed, raw);
  }
  return with_hashes(packed);
}

/// Whether it opens; what is found in it is within it.
bool holds(BytesView file);

}  // namespace

std::vector<Bytes> seeds() {
  const Instant iat{std::chrono::seconds{1'768'449'600}};
  return {
      status::build_archive({}),
      without_gaps(status::build_archive({{"CN-110000:1", iat, std::nullopt, Bytes(5, 0x11)},
                                          {"CN-110000:2", iat, iat + std::chrono::days{1}, Bytes(32, 0)}}),
                   2)};
}

bool accepts(BytesView input) {
  const auto file = with_hashes(input);
  holds(file);
  if (!holds(input)) return false;
  const auto archive = status::Archive::open(file);
  if (!archive) return true;  // a hash was put where the count had stood
  const auto list = archive->find("CN-110000:1");
  CRED_PLANT(list && list->entries() > 10, !archive->find("CN-110000:2"));
  return true;
}

namespace {

bool holds(BytesView file) {
  const auto archive = status::Archive::open(file);
  if (!archive) return false;
  const auto digest = crypto::sha256(as_bytes("log entry"));
  const std::string spared = status::spared_list_name(digest);
  for (const std::string_view uri : {"CN-110000:1", "CN-110000:2", "CN-110000:3", spared.c_str(), ""}) {
    const auto held = archive->find(uri);
    if (!held) continue;
    for (const std::uint64_t index :
         {std::uint64_t{0}, held->entries() - 1, held->entries(), ~std::uint64_t{0}}) {
      const auto value = held->at(index);
      must(!value || *value < 16, "an entry has four bits");
      must(!value || index < held->entries(), "there is nothing behind the last entry");
    }
    static_cast<void>(held->spares(digest));
  }
  return true;
}

}  // namespace

}  // namespace cred::fuzz
