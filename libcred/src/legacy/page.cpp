// SPDX-License-Identifier: Apache-2.0
#include "legacy/page.h"

#include <algorithm>
#include <string>

#include "crypto/xchacha20.h"
#include "legacy/octets.h"

namespace cred::legacy {

namespace {

using layout::kCount;
using layout::kRecords;
using layout::kTags;

bool is_zero(BytesView octets) {
  return std::ranges::all_of(octets, [](auto octet) { return octet == 0; });
}

bool less(BytesView a, BytesView b) {
  return as_text(a) < as_text(b);
}

/// What stands between the fields and behind the last card.
bool rest_is_zero(BytesView block, std::size_t count) {
  return is_zero(block.subspan(kCount + 2, 2)) &&
         is_zero(block.subspan(layout::kHigh + sizeof(Tag), kTags - layout::kHigh - sizeof(Tag))) &&
         is_zero(block.subspan(kTags + count * sizeof(Tag), (kCardsPerPage - count) * sizeof(Tag))) &&
         is_zero(block.subspan(kRecords + count * kRecordSize));
}

tl::unexpected<Error> refuse(std::uint32_t number, std::string_view why) {
  return fail(Reason::kClaims, "page " + std::to_string(number) + ": " + std::string(why));
}

}  // namespace

Result<Page> Page::parse(std::span<const std::uint8_t, kBlock> block, std::uint32_t number) {
  if (read_u32(block) != number) return refuse(number, "says it is page " + std::to_string(read_u32(block)));
  const Page page(block);
  const auto count = page.count();
  if (count == 0 || count > kCardsPerPage) return refuse(number, std::to_string(count) + " cards");
  if (!rest_is_zero(block, count)) return refuse(number, "an unused place is not zero");
  for (std::size_t slot = 1; slot < count; ++slot) {
    if (less(page.tag(slot), page.tag(slot - 1)))
      return refuse(number, "tag " + std::to_string(slot) + " is below the one before it");
  }
  if (less(page.tag(0), page.low()) || less(page.high(), page.tag(count - 1)))
    return refuse(number, "a tag outside its range");
  return page;
}

std::size_t Page::count() const {
  return read_u16(block_.subspan(kCount));
}

RecordBytes Page::record(std::size_t slot) const {
  RecordBytes record;
  std::ranges::copy(block_.subspan(kRecords + slot * kRecordSize, kRecordSize), record.begin());
  return record;
}

void apply_cipher(RecordBytes& record, const RecordKey& key, const Edition& edition, std::uint32_t page,
                  std::uint32_t slot) {
  crypto::StreamNonce nonce;
  std::ranges::copy(edition, nonce.begin());
  const auto place = std::span(nonce).subspan(edition.size());
  write_u32(place, page);
  write_u32(place.subspan(4), slot);
  crypto::xchacha20_xor(key, nonce, record);
}

bool increment(Tag& tag) {
  for (std::size_t i = tag.size(); i-- > 0;) {
    if (++tag[i] != 0) return true;
  }
  return false;
}

Tag before(Tag tag) {
  for (std::size_t i = tag.size(); i-- > 0;) {
    if (tag[i]-- != 0) break;
  }
  return tag;
}

}  // namespace cred::legacy
