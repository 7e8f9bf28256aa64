// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "cred/verdict.h"
#include "support/cards.h"

namespace cred::test {

namespace {

Verdict answer(VerdictCode code, std::optional<Reason> reason = {},
               Permission permission = Permission::kInForce) {
  Verdict verdict;
  verdict.code = code;
  verdict.reason = reason;
  verdict.mode = Mode::kLegacy;
  verdict.permission = permission;
  verdict.now = *instant_from_text("2026-01-15T12:00:00+08:00");
  verdict.bundle_as_of = verdict.now - std::chrono::days(3);
  verdict.status_as_of = verdict.now - std::chrono::days(2);
  verdict.card = card_record();
  verdict.lists = {
      {"CN-110000", {*Region::from_text("110000"), *Region::from_text("120000")}, *verdict.status_as_of}};
  return verdict;
}

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every sentence of a card is whole in both languages and names the lists with scope and day") {
  for (int i = 0; i <= static_cast<int>(VerdictCode::kExemptPermanentResident); ++i) {
    const auto code = static_cast<VerdictCode>(i);
    CAPTURE(name(code));
    const auto message = message_of(answer(code));
    for (const auto& text : {message.zh, message.en}) {
      CHECK(!says(text, "{"));
      CHECK(says(text, "CN-110000 [110000 120000] 2026-01-13"));
      CHECK(!says(text, "forged "));
      CHECK(!says(text, "fake"));
    }
  }
}

TEST_CASE("a replaced or lost card says what became of the permission") {
  struct Row {
    Permission permission;
    const char* zh;
    const char* en;
  };
  for (const auto code : {VerdictCode::kSuperseded, VerdictCode::kLost}) {
    for (const auto& row : std::vector<Row>{
             {Permission::kInForce, "许可有效至2028-08-23", "the permission runs to 2028-08-23"},
             {Permission::kExpired, "许可已于2028-08-23到期", "the permission ended on 2028-08-23"},
             {Permission::kCancelled, "许可已注销", "the permission was cancelled"},
             {Permission::kRevoked, "许可已撤销", "the permission was revoked"},
             {Permission::kSuspended, "许可目前暂停", "the permission is suspended"},
         }) {
      const auto message = message_of(answer(code, {}, row.permission));
      CHECK(says(message.zh, row.zh));
      CHECK(says(message.en, row.en));
    }
    const auto unknown = message_of(answer(code, {}, Permission::kUnknown));
    CHECK(!says(unknown.en, "the permission runs"));
    CHECK(!says(unknown.en, "the permission ended"));
  }
}

TEST_CASE("a day is named only when the card's last event is the one meant") {
  auto lost = answer(VerdictCode::kLost);
  CHECK(!says(message_of(lost).en, "reported lost on"));
  lost.card->event = legacy::CardEvent::kLoss;
  lost.card->event_date = a_day("2025-05-26");
  CHECK(says(message_of(lost).en, "reported lost on 2025-05-26"));
  CHECK(says(message_of(lost).zh, "已于2025-05-26挂失"));
}

TEST_CASE("a document from before 2017 is over by its kind") {
  auto old = answer(VerdictCode::kExpired);
  CHECK(says(message_of(old).en, "ended on 2028-08-23"));
  old.card->kind = legacy::DocumentKind::kExpertPermit;
  CHECK(says(message_of(old).zh, "旧证"));
}

TEST_CASE("not in the list, no list and a damaged list are three different sentences") {
  const auto not_in = message_of(answer(VerdictCode::kUnknown, Reason::kNotInList)).en;
  const auto no_list = message_of(answer(VerdictCode::kUnknown, Reason::kNoListForRegion)).en;
  const auto damaged = message_of(answer(VerdictCode::kUnknown, Reason::kStatusListMissing)).en;
  CHECK(says(not_in, "does not prove forgery"));
  CHECK(not_in != no_list);
  CHECK(no_list != damaged);
  auto nothing = answer(VerdictCode::kUnknown, Reason::kNoListForRegion);
  nothing.lists.clear();
  CHECK(says(message_of(nothing).zh, "本机无实体证名单"));
  // What could not be read was not looked up.
  nothing.code = VerdictCode::kUnreadable;
  nothing.reason = Reason::kWebAddress;
  CHECK(!says(message_of(nothing).zh, "名单"));
  CHECK(!says(message_of(nothing).en, "held here"));
}

}  // namespace cred::test
