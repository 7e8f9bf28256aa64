// SPDX-License-Identifier: Apache-2.0
// What a register says of one card, decrypted.
// Parser: libcred/src/legacy/record.cpp
// Longest: 32
#include "cred/legacy/record.h"

#include "fuzz/target.h"
#include "support/cards.h"

namespace cred::fuzz {

std::vector<Bytes> seeds() {
  auto replaced = test::card_record();
  replaced.state = legacy::CardState::kSuperseded;
  replaced.event = legacy::CardEvent::kExtension;
  replaced.permission_end = std::nullopt;
  replaced.successor = legacy::Successor{1, 2, 3};
  auto old = test::card_record();
  old.kind = legacy::DocumentKind::kExpertPermit;
  old.category = 0;
  old.permission = legacy::CardPermission::kRevoked;
  std::vector<Bytes> all;
  for (const auto& record : {test::card_record(), replaced, old})
    all.push_back(to_bytes(legacy::encode(record)));
  return all;
}

bool accepts(BytesView input) {
  legacy::RecordBytes octets{};
  if (input.size() != octets.size()) return false;
  std::ranges::copy(input, octets.begin());
  const auto record = legacy::parse_record(octets);
  if (!record) {
    must_be_plain(record.error().detail);
    return false;
  }
  must(legacy::check_record(*record).has_value(), "what is read obeys the maker's rules");
  must(legacy::encode(*record) == octets, "a record encodes to the same octets");
  for (const auto word : {name(record->kind), name(record->state), name(record->event)})
    must(!word.empty(), "every value has a word");
  CRED_PLANT(record->state == legacy::CardState::kLost && record->sequence == 255, record->category == 3);
  return true;
}

}  // namespace cred::fuzz
