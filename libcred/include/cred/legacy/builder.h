// SPDX-License-Identifier: Apache-2.0
// Builds a register page by page: cards go in by ascending tag and sequence, pages come out as they fill up.
// The same cards, keys, salt and edition give the same octets.
//
//   legacy::Builder builder(edition, write_page);
//   for (const auto& card : cards_by_tag) CRED_CHECK(builder.add(card.key, card.record));
//   CRED_TRY(const auto pages, builder.finish());
//   … sign the header with pages.pages, pages.cards, pages.root …; header_block(message) goes in front
#pragma once

#include <functional>
#include <vector>

#include "cred/legacy/register.h"

namespace cred::legacy {

/// Takes the next 4,096 octets of the file after its header block.
using TakePage = std::function<void(BytesView page)>;

/// What the header says about the pages.
struct Pages {
  std::uint32_t pages;
  std::uint32_t cards;
  crypto::Digest root;
};

class Builder {
 public:
  Builder(const Edition& edition, TakePage take) : edition_(edition), take_(std::move(take)) {}

  /// Reason request: not after the card before it (two cards of one number, birth date and sequence), more
  /// than 84 cards of one number, too many cards; claims as check_record.
  Result<void> add(const CardKey& key, const Record& record);
  /// Writes the last page. The builder is used up.
  Result<Pages> finish();

 private:
  struct Card {
    CardKey key;
    RecordBytes record;
  };
  /// Writes the first `count` waiting cards as a page whose range ends before `next`.
  Result<void> write_page(std::size_t count, const Tag& high);
  Edition edition_;
  TakePage take_;
  std::vector<Card> waiting_;  // at most a page
  Tag low_{};                  // of the page to come
  std::vector<crypto::Digest> leaves_;
  std::uint32_t cards_ = 0;
};

/// Block 0 of the file: the signed header. Reason claims: the message does not fit (too many regions).
Result<Bytes> header_block(BytesView signed_header);

}  // namespace cred::legacy
