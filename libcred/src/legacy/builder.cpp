// SPDX-License-Identifier: Apache-2.0
#include "cred/legacy/builder.h"

#include <algorithm>
#include <string>

#include "legacy/merkle.h"
#include "legacy/octets.h"
#include "legacy/page.h"

namespace cred::legacy {

namespace {

constexpr Tag kHighest = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                          0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

void put(Bytes& page, std::size_t at, BytesView octets) {
  std::ranges::copy(octets, page.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace

Result<void> Builder::add(const CardKey& key, const Record& record) {
  CRED_CHECK(check_record(record));
  if (cards_ == kMaxCards) return fail(Reason::kRequest, "more than 16,777,216 cards in a register");
  const auto bytes = encode(record);
  if (!waiting_.empty()) {
    const auto& last = waiting_.back();
    const bool same = key == last.key;
    if (!same && key.tag <= last.key.tag)
      return fail(Reason::kRequest, "cards not in the order of their tags");
    if (same && bytes[0] <= last.record[0]) {
      return fail(Reason::kRequest,
                  "two cards of one number, birth date and sequence " + std::to_string(bytes[0]));
    }
  }
  if (waiting_.size() == kCardsPerPage) {
    // Cards of one number stay together: those at the end that share this tag go to the next page.
    const auto group = std::ranges::find(waiting_, key.tag, [](const Card& card) { return card.key.tag; });
    const auto count = static_cast<std::size_t>(group - waiting_.begin());
    if (count == 0) return fail(Reason::kRequest, "more than 84 cards of one number and birth date");
    CRED_CHECK(write_page(count, before(key.tag)));
  }
  waiting_.push_back({key, bytes});
  ++cards_;
  return {};
}

Result<void> Builder::write_page(std::size_t count, const Tag& high) {
  const auto number = static_cast<std::uint32_t>(leaves_.size());
  if (number == kMaxPages) return fail(Reason::kRequest, "a register of more than 1 GiB");
  Bytes page(kBlock);
  write_u32(page, number);
  write_u16(std::span(page).subspan(layout::kCount), static_cast<std::uint32_t>(count));
  put(page, layout::kLow, low_);
  put(page, layout::kHigh, high);
  for (std::size_t slot = 0; slot < count; ++slot) {
    auto& card = waiting_[slot];
    apply_cipher(card.record, card.key.record_key, edition_, number, static_cast<std::uint32_t>(slot));
    put(page, layout::kTags + slot * sizeof(Tag), card.key.tag);
    put(page, layout::kRecords + slot * kRecordSize, card.record);
  }
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
  low_ = high;
  increment(low_);
  leaves_.push_back(leaf_hash(number, page));
  take_(page);
  return {};
}

Result<Pages> Builder::finish() {
  if (!waiting_.empty()) CRED_CHECK(write_page(waiting_.size(), kHighest));
  return Pages{static_cast<std::uint32_t>(leaves_.size()), cards_, root_of(build_tree(leaves_))};
}

Result<Bytes> header_block(BytesView signed_header) {
  if (signed_header.size() > kMaxHeaderMessage) {
    return fail(Reason::kClaims, "a signed header of " + std::to_string(signed_header.size()) +
                                     " octets, at most " + std::to_string(kMaxHeaderMessage));
  }
  Bytes block = to_bytes(as_bytes({"FWPREG1\0", 8}));
  block.resize(kBlock);
  write_u32(std::span(block).subspan(8), static_cast<std::uint32_t>(signed_header.size()));
  put(block, 12, signed_header);
  return block;
}

}  // namespace cred::legacy
