// SPDX-License-Identifier: Apache-2.0
//
//   magic (8) || u64 count || records, ascending by uri || hashes of blocks || raw arrays on 4 KiB edges
//
// A record is 64 octets of uri, filled up with zeros, five u64 (iat, exp or 2^64-1, offset and size of the
// array, offset of its hashes) and the SHA-256 of all these: a record that the disk changed is not found.
// Integers are big-endian. Nothing here is believed further than the file is long.
#include "cred/status/archive.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "cred/codec/base64url.h"

namespace cred::status {

namespace {

constexpr std::string_view kMagic = "FWPLIST2";
constexpr std::size_t kUriSize = 64;
constexpr std::size_t kNumbers = 5;
constexpr std::size_t kHashedSize = kUriSize + kNumbers * 8;
constexpr std::size_t kHashSize = 32;
constexpr std::size_t kRecordSize = kHashedSize + kHashSize;
constexpr std::size_t kHeaderSize = 16;
constexpr std::size_t kSparedEntry = 16;
static_assert(kBlock % kSparedEntry == 0);
constexpr std::uint64_t kNoExp = std::numeric_limits<std::uint64_t>::max();

void append_u64(Bytes& out, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::uint64_t read_u64(BytesView octets) {
  std::uint64_t value = 0;
  for (const auto octet : octets.first(8)) value = value << 8 | octet;
  return value;
}

std::size_t blocks_of(std::size_t size) {
  return (size + kBlock - 1) / kBlock;
}

std::size_t on_edge(std::size_t offset) {
  return (offset + kPage - 1) / kPage * kPage;
}

std::string padded(std::string_view uri) {
  std::string key(uri);
  key.resize(kUriSize, '\0');
  return key;
}

/// `size` octets from `offset`, if the file has them.
std::optional<BytesView> within(BytesView file, std::uint64_t offset, std::uint64_t size) {
  if (offset > file.size() || size > file.size() - offset) return std::nullopt;
  return file.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
}

BytesView record_at(BytesView mapped, std::size_t position) {
  return mapped.subspan(kHeaderSize + position * kRecordSize, kRecordSize);
}

std::string_view uri_of(BytesView record) {
  return as_text(record.first(kUriSize));
}

/// The record of `key` in file order, or none.
std::optional<BytesView> search(BytesView mapped, std::size_t count, std::string_view key) {
  std::size_t first = 0;
  for (std::size_t last = count; first < last;) {
    const auto middle = first + (last - first) / 2;
    if (uri_of(record_at(mapped, middle)) < key)
      first = middle + 1;
    else
      last = middle;
  }
  if (first == count || uri_of(record_at(mapped, first)) != key) return std::nullopt;
  return record_at(mapped, first);
}

/// The array of an entry, unpacked if it has to be.
class Array {
 public:
  explicit Array(const ArchiveEntry& entry) : octets_(entry.held ? *entry.held : BytesView(entry.raw)) {
    if (!entry.packed) return;
    // It was unpacked once when it was accepted; nothing but a disk that changed meanwhile makes it fail.
    unpacked_ = inflate_list(*entry.packed).value_or(Bytes());
    octets_ = unpacked_;
  }
  Array(const Array&) = delete;
  Array& operator=(const Array&) = delete;
  BytesView octets() const { return octets_; }

 private:
  Bytes unpacked_;
  BytesView octets_;
};

void append_hashes(Bytes& hashes, BytesView raw) {
  for (std::size_t at = 0; at < raw.size(); at += kBlock)
    append(hashes, crypto::sha256(raw.subspan(at, std::min(kBlock, raw.size() - at))));
}

void append_record(Bytes& out, const ArchiveEntry& entry, std::size_t raw_at, std::size_t size,
                   std::size_t hashes_at) {
  assert(entry.uri.size() <= kUriSize);
  Bytes record = to_bytes(as_bytes(padded(entry.uri)));
  append_u64(record, to_unix(entry.iat));
  append_u64(record, entry.exp ? to_unix(*entry.exp) : kNoExp);
  append_u64(record, raw_at);
  append_u64(record, size);
  append_u64(record, hashes_at);
  append(out, record);
  append(out, crypto::sha256(record));
}

}  // namespace

bool write_archive(std::vector<ArchiveEntry> entries, const std::function<bool(BytesView)>& sink) {
  std::ranges::sort(entries, {}, [](const ArchiveEntry& entry) { return padded(entry.uri); });
  // The index says where each array stands, and with which hashes, so every array is looked at twice.
  std::vector<std::size_t> sizes;
  Bytes hashes;
  for (const auto& entry : entries) {
    const Array array(entry);
    sizes.push_back(array.octets().size());
    append_hashes(hashes, array.octets());
  }
  std::size_t hashes_at = kHeaderSize + entries.size() * kRecordSize;
  std::size_t raw_at = on_edge(hashes_at + hashes.size());
  Bytes index = to_bytes(as_bytes(kMagic));
  append_u64(index, entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    append_record(index, entries[i], raw_at, sizes[i], hashes_at);
    hashes_at += blocks_of(sizes[i]) * kHashSize;
    raw_at = on_edge(raw_at + sizes[i]);
  }
  append(index, hashes);
  if (!sink(index)) return false;

  std::size_t written = index.size();
  for (const auto& entry : entries) {
    const Array array(entry);
    const Bytes zeros(on_edge(written) - written);
    if (!sink(zeros) || !sink(array.octets())) return false;
    written = on_edge(written) + array.octets().size();
  }
  return true;
}

Bytes build_archive(std::vector<ArchiveEntry> entries) {
  Bytes archive;
  write_archive(std::move(entries), [&](BytesView piece) {
    append(archive, piece);
    return true;
  });
  return archive;
}

std::string spared_list_name(const crypto::Digest& hash) {
  return "spared list " + codec::to_base64url(hash);  // a space is in no uri
}

Result<std::uint8_t> HeldList::at(std::uint64_t index) const {
  const auto value = entry(raw_, kBits, index);
  if (!value) {
    return fail(Reason::kStatusIndex,
                "index " + std::to_string(index) + " in a list of " + std::to_string(entries()) + " entries");
  }
  const auto number = static_cast<std::size_t>(index * kBits / 8 / kBlock);
  if (block(number)) return *value;
  return fail(Reason::kStatusListMissing, "block " + std::to_string(number) + " of the list held is damaged");
}

std::optional<BytesView> HeldList::block(std::size_t number) const {
  const auto octets = raw_.subspan(number * kBlock, std::min(kBlock, raw_.size() - number * kBlock));
  if (!equal(crypto::sha256(octets), hashes_.subspan(number * kHashSize, kHashSize))) return std::nullopt;
  return octets;
}

Result<bool> HeldList::spares(const crypto::Digest& digest) const {
  const auto wanted = BytesView(digest).first(kSparedEntry);
  std::size_t first = 0;
  for (std::size_t last = raw_.size() / kSparedEntry; first < last;) {
    const auto middle = first + (last - first) / 2;
    const auto held = block(middle * kSparedEntry / kBlock);
    if (!held) return fail(Reason::kStatusListMissing, "the spared list held is damaged");
    const auto entry = held->subspan(middle * kSparedEntry % kBlock, kSparedEntry);
    if (equal(entry, wanted)) return true;
    if (std::ranges::lexicographical_compare(entry, wanted))
      first = middle + 1;
    else
      last = middle;
  }
  return false;
}

Result<Archive> Archive::open(BytesView mapped) {
  if (mapped.size() < kHeaderSize || as_text(mapped.first(kMagic.size())) != kMagic)
    return fail(Reason::kTrustForm, "no status archive");
  const auto count = read_u64(mapped.subspan(kMagic.size()));
  if (count > (mapped.size() - kHeaderSize) / kRecordSize) {
    return fail(Reason::kTrustForm, "a status archive of " + std::to_string(count) + " lists in " +
                                        std::to_string(mapped.size()) + " octets");
  }
  return Archive(mapped, static_cast<std::size_t>(count));
}

std::optional<HeldList> Archive::find(std::string_view uri) const {
  // The octet that fills records up is part of no uri.
  if (uri.size() > kUriSize || uri.find('\0') != std::string_view::npos) return std::nullopt;
  const auto record = search(mapped_, count_, padded(uri));
  if (!record || !equal(crypto::sha256(record->first(kHashedSize)), record->subspan(kHashedSize)))
    return std::nullopt;

  const auto number = [&](std::size_t which) { return read_u64(record->subspan(kUriSize + which * 8)); };
  const auto iat = instant_from_unix(number(0));
  const auto exp = instant_from_unix(number(1));
  if (!iat || (!exp && number(1) != kNoExp)) return std::nullopt;
  const auto raw = within(mapped_, number(2), number(3));
  if (!raw) return std::nullopt;
  const auto hashes = within(mapped_, number(4), std::uint64_t{blocks_of(raw->size())} * kHashSize);
  if (!hashes) return std::nullopt;
  return HeldList(*iat, exp ? std::optional<Instant>(*exp) : std::nullopt, *raw, *hashes);
}

}  // namespace cred::status
