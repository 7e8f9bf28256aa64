// SPDX-License-Identifier: Apache-2.0
// What may be decided on a permit after what, and what verifiers are told of it: every verb after every
// history of one or two decisions. A wrong "restore" makes a revoked permit green again.
#include <catch2/catch.hpp>

#include "issuer/lifecycle.h"

namespace cred::issuer {
namespace {

Day day(const char* text) {
  return *Day::from_text(text);
}

/// Decisions on 1, 2, 3 … February, in this order.
std::vector<Event> history(std::initializer_list<std::string_view> kinds) {
  std::vector<Event> events;
  std::uint64_t number = 0;
  for (const auto kind : kinds) {
    Event event;
    event.sequence = ++number;
    event.kind = kind;
    event.document = kind == kBind ? "PHONE" : "PRINT";
    if (kind != kMint && kind != kBind) event.decided = *Day::from_yyyymmdd(20260200 + number);
    if (names_successor(kind)) event.reason = "the-next";
    events.push_back(event);
  }
  return events;
}

bool may_follow(std::string_view kind, std::initializer_list<std::string_view> before) {
  return check_decision(kind, history(before), "e-1", day("2026-02-20")).has_value();
}

TEST_CASE("nothing lifts a revocation or a cancellation, and only a revocation follows a cancellation") {
  for (const auto ended : {kRevoke, kCancel}) {
    for (const auto kind : {kRestore, kSuspend, kCancel, kLost, kExtend, kChange, kTransfer, kReissue}) {
      CAPTURE(ended, kind);
      CHECK_FALSE(may_follow(kind, {kMint, kBind, ended}));
      CHECK_FALSE(may_follow(kind, {kMint, kBind, kSuspend, ended}));
    }
  }
  CHECK_FALSE(may_follow(kRevoke, {kMint, kRevoke}));
  CHECK(may_follow(kRevoke, {kMint, kCancel}));
}

TEST_CASE("a suspension is made once and lifted once") {
  CHECK(may_follow(kSuspend, {kMint}));
  CHECK_FALSE(may_follow(kRestore, {kMint}));
  CHECK_FALSE(may_follow(kSuspend, {kMint, kSuspend}));
  CHECK(may_follow(kRestore, {kMint, kSuspend}));
  CHECK(may_follow(kSuspend, {kMint, kSuspend, kRestore}));
  CHECK_FALSE(may_follow(kRestore, {kMint, kSuspend, kRestore}));
  for (const auto kind : {kRevoke, kCancel}) CHECK(may_follow(kind, {kMint, kSuspend}));
}

TEST_CASE("a permit that was replaced can be revoked and nothing else, and has one successor") {
  for (const auto replaced : {kExtend, kChange, kTransfer, kReissue}) {
    for (const auto kind : {kSuspend, kRestore, kCancel, kLost, kExtend, kChange, kTransfer, kReissue}) {
      CAPTURE(replaced, kind);
      CHECK_FALSE(may_follow(kind, {kMint, kBind, replaced}));
    }
    CHECK(may_follow(kRevoke, {kMint, replaced}));
  }
}

TEST_CASE("only a phone that counts can be lost, and once") {
  CHECK_FALSE(may_follow(kLost, {kMint}));
  CHECK(may_follow(kLost, {kMint, kBind}));
  auto lost = history({kMint, kBind, kLost});
  lost.back().document = "PHONE";
  CHECK_FALSE(check_decision(kLost, lost, "e-1", day("2026-02-20")));
}

TEST_CASE("the gravest decision is what verifiers are told, from its day on") {
  using status::Status;
  const struct {
    std::initializer_list<std::string_view> kinds;
    Status status;
  } rows[] = {
      {{kMint}, Status::kValid},
      {{kMint, kSuspend}, Status::kSuspended},
      {{kMint, kSuspend, kRestore}, Status::kValid},
      {{kMint, kSuspend, kRestore, kSuspend}, Status::kSuspended},
      {{kMint, kCancel}, Status::kCancelled},
      {{kMint, kRevoke}, Status::kRevoked},
      {{kMint, kCancel, kRevoke}, Status::kRevoked},
      {{kMint, kSuspend, kCancel}, Status::kCancelled},
      {{kMint, kSuspend, kRevoke}, Status::kRevoked},
      {{kMint, kExtend}, Status::kSuperseded},
      {{kMint, kExtend, kRevoke}, Status::kRevoked},
      {{kMint, kSuspend, kReissue}, Status::kSuperseded},
  };
  for (const auto& row : rows) {
    const auto events = history(row.kinds);
    CAPTURE(events.size(), events.back().kind);
    CHECK(status_on(events, day("2026-02-28")) == row.status);
    CHECK(status_on(events, day("2026-02-01")) ==
          Status::kValid);  // the day of the mint: nothing decided yet
    // On its own day a decision counts, the day before it does not.
    if (row.kinds.size() != 2) continue;
    CHECK(status_on(events, day("2026-02-02")) == row.status);
  }
}

TEST_CASE(
    "a lost phone is LOST until another is bound, and whatever befalls the permission is told of both") {
  using status::Status;
  auto events = history({kMint, kBind});
  const auto today = day("2026-02-28");
  const auto phone = [&] { return wallet_status_on(events, "PHONE", today); };
  CHECK(phone() == Status::kValid);
  Event lost;
  lost.kind = kLost;
  lost.document = "PHONE";
  lost.decided = day("2026-02-10");
  events.push_back(lost);
  CHECK(phone() == Status::kLost);
  CHECK(wallet_status_on(events, "PHONE", day("2026-02-09")) == Status::kValid);
  CHECK(print_status_on(events, "PRINT", today) == Status::kValid);

  Event bound;
  bound.kind = kBind;
  bound.document = "NEW-PHONE";
  events.push_back(bound);
  CHECK(phone() == Status::kSuperseded);
  CHECK(wallet_status_on(events, "NEW-PHONE", today) == Status::kValid);

  Event cancelled;
  cancelled.kind = kCancel;
  cancelled.decided = day("2026-02-20");
  events.push_back(cancelled);
  CHECK(phone() == Status::kCancelled);
  CHECK(wallet_status_on(events, "NEW-PHONE", today) == Status::kCancelled);
  CHECK(print_status_on(events, "PRINT", today) == Status::kCancelled);
}

}  // namespace
}  // namespace cred::issuer
