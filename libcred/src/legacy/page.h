// SPDX-License-Identifier: Apache-2.0
// A page of the register, 4,096 octets:
//
//   0 u32 page number; 4 u16 count 1..84; 6 two zeros; 8 low tag; 24 high tag (inclusive); 40 24 zeros;
//   64 tags 84 x 16; 1408 records 84 x 32; unused places zero
#pragma once

#include <cstdint>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/legacy/register.h"

namespace cred::legacy {

namespace layout {
inline constexpr std::size_t kCount = 4;
inline constexpr std::size_t kLow = 8;
inline constexpr std::size_t kHigh = 24;
inline constexpr std::size_t kTags = 64;
inline constexpr std::size_t kRecords = kTags + kCardsPerPage * sizeof(Tag);
static_assert(kRecords + kCardsPerPage * kRecordSize == kBlock);
}  // namespace layout

/// A view of a page in form: tags ascending within the range, all else zero.
class Page {
 public:
  /// Reason claims.
  static Result<Page> parse(std::span<const std::uint8_t, kBlock> block, std::uint32_t number);

  std::size_t count() const;
  BytesView low() const { return block_.subspan(layout::kLow, sizeof(Tag)); }
  BytesView high() const { return block_.subspan(layout::kHigh, sizeof(Tag)); }
  BytesView tag(std::size_t slot) const {
    return block_.subspan(layout::kTags + slot * sizeof(Tag), sizeof(Tag));
  }
  /// As it stands there, encrypted.
  RecordBytes record(std::size_t slot) const;

 private:
  explicit Page(BytesView block) : block_(block) {}
  BytesView block_;
};

/// Encrypts or decrypts the record of a slot: nonce = edition || u32 page || u32 slot.
void apply_cipher(RecordBytes& record, const RecordKey& key, const Edition& edition, std::uint32_t page,
                  std::uint32_t slot);

/// The tag one above; false when there is none.
bool increment(Tag& tag);
/// The tag one below `tag`, which is not zero.
Tag before(Tag tag);

}  // namespace cred::legacy
