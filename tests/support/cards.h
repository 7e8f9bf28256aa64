// SPDX-License-Identifier: Apache-2.0
// Physical cards for tests: derived keys without Argon2id, a register built in memory.
#pragma once

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>
#include <vector>

#include "cred/cose/sign1.h"
#include "cred/legacy/builder.h"
#include "support/fixed_random.h"

namespace cred::test {

struct TestCard {
  legacy::CardKey key;
  legacy::Record record;
};

inline Day a_day(const char* text) {
  return *Day::from_text(text);
}

/// A card of 2024 in force until 2028, every member to be changed.
inline legacy::Record card_record() {
  return {.sequence = 1,
          .category = 2,
          .kind = legacy::DocumentKind::kCard,
          .state = legacy::CardState::kCurrent,
          .permission = legacy::CardPermission::kInForce,
          .event = legacy::CardEvent::kIssued,
          .issued = a_day("2024-08-24"),
          .event_date = a_day("2024-08-24"),
          .permission_end = a_day("2028-08-23"),
          .successor = std::nullopt,
          .employer = legacy::employer_check("91110108XXDEM00154")};
}

/// A key as derive_card_key would make one, in no time.
inline legacy::CardKey card_key(std::uint64_t number) {
  FixedRandom random("card " + std::to_string(number));
  return {random.take<16>(), random.take<32>()};
}

inline std::vector<TestCard> some_cards(std::size_t count) {
  std::vector<TestCard> cards;
  for (std::size_t i = 0; i < count; ++i) cards.push_back({card_key(i), card_record()});
  return cards;
}

/// A register before it is signed.
struct BuiltRegister {
  legacy::Header header;
  Bytes pages;

  Bytes page(std::size_t number) const {
    const auto begin = pages.begin() + static_cast<std::ptrdiff_t>(number * legacy::kBlock);
    return {begin, begin + static_cast<std::ptrdiff_t>(legacy::kBlock)};
  }
  /// The whole file, header signed.
  Bytes file(crypto::Signer& signer) const {
    const auto message = cose::sign1(cose::Typ::kRegister, legacy::encode(header), signer);
    assert(message);
    auto file = *legacy::header_block(*message);
    append(file, pages);
    return file;
  }
  /// The file without a signature, for what does not look at it.
  Bytes unsigned_file() const {
    Bytes file(legacy::kBlock);
    append(file, pages);
    return file;
  }
};

inline BuiltRegister build_register(std::vector<TestCard> cards, Instant as_of, std::uint64_t version = 1,
                                    const legacy::Salt& salt = {}, std::string_view seed = "edition") {
  FixedRandom random(seed);
  BuiltRegister built{{.version = version,
                       .as_of = as_of,
                       .regions = {*Region::from_number(110000, Reason::kRequest)},
                       .salt = salt,
                       .edition = random.take<16>(),
                       .pages = 0,
                       .cards = 0,
                       .root = {}},
                      {}};
  std::ranges::sort(cards, {},
                    [](const TestCard& card) { return std::pair(card.key.tag, card.record.sequence); });
  legacy::Builder builder(built.header.edition, [&](BytesView page) { append(built.pages, page); });
  for (const auto& card : cards) {
    [[maybe_unused]] const auto added = builder.add(card.key, card.record);
    assert(added);
  }
  const auto pages = builder.finish();
  assert(pages);
  built.header.pages = pages->pages;
  built.header.cards = pages->cards;
  built.header.root = pages->root;
  return built;
}

}  // namespace cred::test
