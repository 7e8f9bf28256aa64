// SPDX-License-Identifier: Apache-2.0
#include "issuer/legacy/card_state.h"

#include <algorithm>
#include <vector>

#include "issuer/legacy/decision.h"
#include "issuer/lifecycle.h"

namespace cred::issuer {

namespace {

using legacy::CardEvent;
using legacy::CardPermission;
using legacy::CardState;
using legacy::Record;

class Timeline {
 public:
  Timeline(const HeldCard& card, const CardContext& with)
      : card_(card), with_(with), record_(card.record), linked_(!card.electronic.empty()) {}

  Record on_the_day() {
    for (const auto* decision : in_force()) apply(*decision);
    const auto* electronic = latest();
    if (electronic != nullptr && !linked_) infer(*electronic);
    if (!linked_) electronic = nullptr;
    const bool by_rule = settle_state();
    settle_end(electronic, by_rule);
    if (electronic != nullptr && record_.state != CardState::kCurrent) follow(*electronic);
    return record_;
  }

 private:
  /// What was decided for this card by now, and not before the day of what was imported: that knows it.
  std::vector<const CardDecision*> in_force() const {
    std::vector<const CardDecision*> decisions;
    for (const auto& decision : with_.decisions) {
      const bool mine = decision.card == 0 || decision.card == card_.card;
      if (mine && decision.decided <= with_.today && decision.decided >= card_.record.event_date)
        decisions.push_back(&decision);
    }
    std::ranges::stable_sort(decisions, {}, [](const CardDecision* decision) { return decision->decided; });
    return decisions;
  }

  const Electronic* find(std::string_view request_id) const {
    const auto found = std::ranges::find(with_.electronics, request_id, &Electronic::request_id);
    return found == with_.electronics.end() ? nullptr : &*found;
  }

  /// The electronic permit that counts: the last one of this person that has begun.
  const Electronic* latest() const {
    const Electronic* last = nullptr;
    for (const auto& electronic : with_.electronics) {
      if (electronic.birth_date != card_.birth_date || electronic.decided > with_.today ||
          electronic.valid_from > with_.today)
        continue;
      if (last == nullptr || electronic.decided >= last->decided) last = &electronic;
    }
    return last;
  }

  void happened(CardEvent event, Day decided) {
    record_.event = event;
    record_.event_date = decided;
  }

  void apply(const CardDecision& decision) {
    if (decision.kind == kLost) {
      if (record_.state == CardState::kCancelled || record_.state == CardState::kRevoked) return;
      record_.state = CardState::kLost;
      return happened(CardEvent::kLoss, decision.decided);
    }
    if (const auto end = decision::ending_of(decision.kind)) return end_permission(*end, decision.decided);
    if (decision.kind == kRestore) {
      if (suspended_) record_ = *suspended_;
      suspended_.reset();
      return;
    }
    if (record_.permission != CardPermission::kInForce) return;  // of another, later permission
    if (!decision.electronic.empty()) {
      const auto* electronic = find(decision.electronic);
      if (electronic != nullptr && electronic->valid_from > with_.today)
        return;  // until then the card counts
      linked_ = true;
    } else {
      decision::update(record_, decision.content);
    }
    if (record_.state == CardState::kLost) return;  // the day of the loss is what matters of it
    happened(decision::event_of(decision.kind), decision.decided);
  }

  void end_permission(const decision::Ending& end, Day decided) {
    // The card of an earlier permission, ended before: not this one's.
    const bool ended =
        record_.permission == CardPermission::kCancelled || record_.permission == CardPermission::kRevoked;
    const bool graver = ended_here_ && end.permission == CardPermission::kRevoked;
    if (ended && !graver) return;
    if (end.permission == CardPermission::kSuspended) suspended_ = record_;
    ended_here_ = true;
    record_.permission = end.permission;
    if (record_.state == CardState::kLost) return;
    record_.state = end.state;
    happened(end.event, decided);
  }

  /// A permit was minted for this number and no decision says why: what differs says it. A card that had
  /// ended by then is not its predecessor.
  void infer(const Electronic& electronic) {
    const bool before = electronic.decided < with_.policy.cut_over || electronic.decided < record_.event_date;
    if (before || *record_.permission_end < electronic.decided) return;
    if (record_.kind != legacy::DocumentKind::kCard || record_.permission != CardPermission::kInForce) return;
    linked_ = true;
    if (record_.state == CardState::kLost) return;
    auto event = CardEvent::kReissueOnRequest;
    if (electronic.category != record_.category || electronic.employer != record_.employer)
      event = CardEvent::kChange;
    if (electronic.valid_until != *record_.permission_end) event = CardEvent::kExtension;
    happened(event, electronic.decided);
  }

  /// Whether the card was superseded by the rule of the cut-over, not by the policy on reissues.
  bool settle_state() {
    const bool open = record_.state == CardState::kCurrent || record_.state == CardState::kDual ||
                      record_.state == CardState::kSuperseded;
    if (!open) return false;
    if (supersedes(record_.event)) {
      if (record_.event_date >= with_.policy.cut_over) {
        record_.state = CardState::kSuperseded;
        return true;
      }
    } else if (record_.state == CardState::kSuperseded) {
      return true;  // for a reason that the import could not read
    }
    const bool both = linked_ || record_.state != CardState::kCurrent;
    if (both) record_.state = with_.policy.dual ? CardState::kDual : CardState::kSuperseded;
    return false;
  }

  void settle_end(const Electronic* electronic, bool by_rule) {
    switch (record_.state) {
      case CardState::kSuperseded:
        if (electronic != nullptr) record_.permission_end = electronic->valid_until;
        // An extended permission runs on, and only its electronic permit says for how long.
        if (electronic == nullptr && by_rule) record_.permission_end.reset();
        return;
      case CardState::kDual:
        if (electronic != nullptr)
          record_.permission_end = std::min(*record_.permission_end, electronic->valid_until);
        return;
      case CardState::kLost:
        if (electronic != nullptr) record_.permission_end = electronic->valid_until;
        return;
      default:
        return;
    }
  }

  /// The permission is one, and the electronic permit's state is its.
  void follow(const Electronic& electronic) {
    record_.successor = electronic.document;
    if (record_.permission != CardPermission::kInForce) return;
    if (electronic.status == status::Status::kRevoked) record_.permission = CardPermission::kRevoked;
    if (electronic.status == status::Status::kCancelled) record_.permission = CardPermission::kCancelled;
    if (electronic.status == status::Status::kSuspended) record_.permission = CardPermission::kSuspended;
  }

  const HeldCard& card_;
  const CardContext& with_;
  Record record_;
  bool linked_;  // an electronic permit exists, whether we know it or not
  bool ended_here_ = false;
  std::optional<Record> suspended_;  // as it was before
};

}  // namespace

cli::Outcome<CardDecisions> decisions_by_number(CardRegistry& cards) {
  CLI_TRY(auto all, cards.decisions());
  CardDecisions by_number;
  for (auto& decision : all) by_number[decision.number].push_back(std::move(decision));
  return by_number;
}

bool supersedes(CardEvent event) {
  return event == CardEvent::kExtension || event == CardEvent::kChange || event == CardEvent::kTransfer ||
         event == CardEvent::kPassportChange;
}

Record record_on(const HeldCard& card, const CardContext& with) {
  return Timeline(card, with).on_the_day();
}

}  // namespace cred::issuer
