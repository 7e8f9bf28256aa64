// SPDX-License-Identifier: Apache-2.0
#include "cred/legacy/record.h"

#include <catch2/catch.hpp>

#include "cred/codec/hex.h"
#include "support/cards.h"

namespace cred::test {

using namespace legacy;

TEST_CASE("a record reads as it was written, every field in its place") {
  Record record = card_record();
  record.sequence = 3;
  record.category = 1;
  record.kind = DocumentKind::kExpertPermit;
  record.state = CardState::kSuperseded;
  record.permission = CardPermission::kSuspended;
  record.event = CardEvent::kPassportChange;
  record.event_date = a_day("2025-01-02");
  record.successor = Successor{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  CHECK(codec::to_hex(encode(record)) == "03010202030a0134d9b80134fdf6013575f70102030405060708090acc1a27ce");
  CHECK(*parse_record(encode(record)) == record);
}

TEST_CASE("a value that no record has is refused, whoever signed it") {
  struct Row {
    const char* what;
    std::size_t at;
    Bytes octets;
  };
  const auto good = encode(card_record());
  REQUIRE(parse_record(good));
  for (const auto& row : std::vector<Row>{
           {"sequence 0", 0, {0}},
           {"category 0 on a card", 1, {0}},
           {"category 4", 1, {4}},
           {"kind 3", 2, {3}},
           {"state 7", 3, {7}},
           {"state 255", 3, {255}},
           {"permission 4", 4, {4}},
           {"event 11", 5, {11}},
           {"no issue date", 6, {0, 0, 0, 0}},
           {"issued on 31 February", 6, {0x01, 0x34, 0xd7, 0xf7}},  // 20240231
           {"no event date", 10, {0, 0, 0, 0}},
           {"no permission end on a current card", 14, {0, 0, 0, 0}},
           {"an end beyond every calendar", 14, {0xff, 0xff, 0xff, 0xff}},
       }) {
    INFO(row.what);
    auto bytes = good;
    std::ranges::copy(row.octets, bytes.begin() + static_cast<std::ptrdiff_t>(row.at));
    const auto record = parse_record(bytes);
    REQUIRE(!record);
    CHECK(record.error().reason == Reason::kClaims);
  }
}

TEST_CASE("only a superseded card may leave the end of the permission to its successor") {
  auto record = card_record();
  record.permission_end = std::nullopt;
  record.state = CardState::kSuperseded;
  CHECK(*parse_record(encode(record)) == record);
  for (const auto state : {CardState::kCurrent, CardState::kDual, CardState::kLost, CardState::kCancelled}) {
    record.state = state;
    CHECK(check_record(record).error().reason == Reason::kClaims);
  }
}

TEST_CASE("a document from before 2017 may have no category") {
  auto record = card_record();
  record.kind = DocumentKind::kEmploymentPermit;
  record.category = 0;
  CHECK(*parse_record(encode(record)) == record);
}

TEST_CASE("an employer is compared however the code is typed") {
  CHECK(codec::to_hex(employer_check("91110108XXDEM00154")) == "cc1a27ce");
  CHECK(employer_check(" 91110108xxdem00154") == employer_check("91110108XXDEM00154"));
  CHECK(employer_check("91110108XXDEM00155") != employer_check("91110108XXDEM00154"));
}

}  // namespace cred::test
