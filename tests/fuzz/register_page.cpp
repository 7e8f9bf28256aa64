// SPDX-License-Identifier: Apache-2.0
// One page of a register, without its unused places: 64 octets, then 48 a card.
// Parser: libcred/src/legacy/page.cpp
// Parser: libcred/src/legacy/octets.h
// Longest: 4096
#include "legacy/page.h"

#include "fuzz/target.h"
#include "legacy/octets.h"
#include "support/authority.h"
#include "support/cards.h"

namespace cred::fuzz {

namespace {

using namespace legacy;

using layout::kRecords;
using layout::kTags;

/// An input of any other length is the page itself.
Bytes with_unused_places(BytesView input) {
  const std::size_t count = input.size() < kTags ? 0 : read_u16(input.subspan(layout::kCount));
  if (count > kCardsPerPage || input.size() != kTags + count * (sizeof(Tag) + kRecordSize))
    return to_bytes(input);
  Bytes page(kBlock);
  const auto records = kTags + count * sizeof(Tag);
  std::ranges::copy(input.first(records), page.begin());
  std::ranges::copy(input.subspan(records), page.begin() + kRecords);
  return page;
}

Bytes without_unused_places(const Bytes& page) {
  const BytesView view(page);
  const std::size_t count = read_u16(view.subspan(layout::kCount));
  auto input = to_bytes(view.first(kTags + count * sizeof(Tag)));
  append(input, view.subspan(kRecords, count * kRecordSize));
  return input;
}

/// Encrypted and decrypted again; another slot's cipher makes something else of it.
void must_have_a_cipher_each(const Page& page, std::size_t slot) {
  const RecordKey key{1, 2, 3};
  const auto place = static_cast<std::uint32_t>(slot);
  auto record = page.record(slot);
  apply_cipher(record, key, {}, 0, place);
  auto other = record;
  apply_cipher(record, key, {}, 0, place);
  apply_cipher(other, key, {}, 0, place + 1);
  must(record == page.record(slot), "twice the cipher is none");
  must(other != record, "no two slots share a cipher");
}

}  // namespace

std::vector<Bytes> seeds() {
  std::vector<Bytes> pages;
  for (const std::size_t cards : {std::size_t{1}, std::size_t{2}, kCardsPerPage})
    pages.push_back(without_unused_places(test::build_register(test::some_cards(cards), test::kNow).pages));
  pages.push_back(without_unused_places(test::build_register(test::some_cards(100), test::kNow).page(0)));
  return pages;
}

bool accepts(BytesView input) {
  const auto page_octets = with_unused_places(input);
  if (page_octets.size() != kBlock) return false;
  const auto block = BytesView(page_octets).first<kBlock>();
  must(!Page::parse(block, 1) || !Page::parse(block, 0), "a page has one number");
  const auto page = Page::parse(block, 0);
  if (!page) {
    must_be_plain(page.error().detail);
    return false;
  }
  must(page->count() > 0 && page->count() <= kCardsPerPage, "1 to 84 cards");
  for (std::size_t slot = 0; slot < page->count(); ++slot) {
    const auto tag = as_text(page->tag(slot));
    must(as_text(page->low()) <= tag && tag <= as_text(page->high()), "every tag lies in the range");
    must(slot == 0 || as_text(page->tag(slot - 1)) <= tag, "tags ascend");
  }
  must_have_a_cipher_each(*page, page->count() - 1);
  Tag next;
  std::ranges::copy(page->high(), next.begin());
  const auto high = next;
  must(!increment(next) || before(next) == high, "the tag above the one below is the tag");
  CRED_PLANT(page->count() == 2 && page->low()[0] == 1, page->high()[0] == 0xfe);
  return true;
}

}  // namespace cred::fuzz
