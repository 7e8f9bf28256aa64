// SPDX-License-Identifier: Apache-2.0
#include "issuer/lifecycle.h"

#include <fmt/format.h>

namespace cred::issuer {

namespace {

const Event* find(std::span<const Event> events, std::string_view kind) {
  for (const auto& event : events) {
    if (event.kind == kind) return &event;
  }
  return nullptr;
}

bool counts(const Event* event, Day today) {
  return event != nullptr && event->decided && *event->decided <= today;
}

/// The last suspension that no restoration followed.
const Event* open_suspension(std::span<const Event> events, Day today) {
  const Event* suspended = nullptr;
  for (const auto& event : events) {
    if (!counts(&event, today)) continue;
    if (event.kind == kSuspend) suspended = &event;
    if (event.kind == kRestore) suspended = nullptr;
  }
  return suspended;
}

/// Of a permit that is not ended: whether `kind` halts or resumes what is not.
cli::Outcome<void> check_suspension(std::string_view kind, std::span<const Event> events,
                                    std::string_view id) {
  const bool suspended = suspension_of(events) != nullptr;
  if (kind == kSuspend && suspended) return cli::refused(fmt::format("{} is suspended already", id));
  if (kind == kRestore && !suspended) return cli::refused(fmt::format("{} is not suspended", id));
  return {};
}

}  // namespace

Event event_of(std::string_view kind, const Document& document, Instant now) {
  Event event;
  event.time = now;
  event.kind = kind;
  event.document = document.slot.document;
  event.request_id = document.request_id;
  return event;
}

status::Status status_on(std::span<const Event> events, Day today) {
  if (counts(find(events, kRevoke), today)) return status::Status::kRevoked;
  if (counts(find(events, kCancel), today)) return status::Status::kCancelled;
  if (counts(successor_of(events), today)) return status::Status::kSuperseded;
  return open_suspension(events, today) != nullptr ? status::Status::kSuspended : status::Status::kValid;
}

const Event* suspension_of(std::span<const Event> events) {
  return open_suspension(events, *Day::from_yyyymmdd(99991231));
}

bool names_successor(std::string_view kind) {
  return kind == kExtend || kind == kChange || kind == kTransfer || kind == kReissue;
}

const Event* successor_of(std::span<const Event> events) {
  const Event* last = nullptr;
  for (const auto& event : events) {
    if (names_successor(event.kind)) last = &event;
  }
  return last;
}

const Event* current_print(std::span<const Event> events) {
  const Event* last = nullptr;
  for (const auto& event : events) {
    if (event.kind == kMint || event.kind == kPassport) last = &event;
  }
  return last;
}

status::Status print_status_on(std::span<const Event> events, std::string_view document, Day today) {
  const auto permission = status_on(events, today);
  const auto* current = current_print(events);
  if (current == nullptr || current->document == document) return permission;
  return permission == status::Status::kValid ? status::Status::kSuperseded : permission;
}

const Event* current_wallet(std::span<const Event> events) {
  const Event* last = nullptr;
  for (const auto& event : events) {
    if (event.kind == kBind) last = &event;
  }
  return last;
}

const Event* loss_of(std::span<const Event> events, std::string_view document) {
  for (const auto& event : events) {
    if (event.kind == kLost && event.document == document) return &event;
  }
  return nullptr;
}

status::Status wallet_status_on(std::span<const Event> events, std::string_view document, Day today) {
  const auto permission = status_on(events, today);
  const auto* current = current_wallet(events);
  if (current != nullptr && current->document == document)
    return counts(loss_of(events, document), today) ? status::Status::kLost : permission;
  return permission == status::Status::kValid ? status::Status::kSuperseded : permission;
}

std::string describe(std::span<const Event> events, Day valid_from, Day valid_until, Day today) {
  const auto status = status_on(events, today);
  if (status == status::Status::kRevoked) return "revoked";
  std::string text = "valid";
  if (valid_until < today) text = "expired";
  if (today < valid_from) text = "not yet valid";
  const auto* successor = successor_of(events);
  if (status == status::Status::kSuspended) text = "suspended";
  if (status == status::Status::kSuperseded) text = "superseded by " + successor->reason;
  if (status == status::Status::kCancelled) text = "cancelled";
  if (successor != nullptr && !counts(successor, today) && status != status::Status::kCancelled)
    text += fmt::format(", superseded by {} from {}", successor->reason, successor->decided->to_text());
  for (const auto& [kind, word] : {std::pair{kCancel, "cancelled"}, std::pair{kRevoke, "revoked"}}) {
    const auto* event = find(events, kind);
    if (event == nullptr || !event->decided || counts(event, today)) continue;
    text += fmt::format(", {} from {}", word, event->decided->to_text());
  }
  return text;
}

cli::Outcome<void> check_decision(std::string_view kind, std::span<const Event> events, std::string_view id,
                                  Day decided) {
  for (const auto earlier : {kRevoke, kCancel}) {
    const auto* event = find(events, earlier);
    if (event == nullptr || (earlier == kCancel && kind == kRevoke)) continue;
    return cli::refused(
        fmt::format("{} is {} already, decided {}", id, earlier == kRevoke ? "revoked" : "cancelled",
                    event->decided ? event->decided->to_text() : "on an unknown day"),
        fmt::format("`cred-issuer show {}` shows its history", id));
  }
  const auto* successor = successor_of(events);
  const bool follows = successor != nullptr && (names_successor(kind) || counts(successor, decided));
  if (follows && kind != kRevoke) {
    return cli::refused(fmt::format("{} was replaced by {}", id, successor->reason),
                        "decide on the permit that took its place");
  }
  CLI_CHECK(check_suspension(kind, events, id));
  if (kind != kLost) return {};
  const auto* wallet = current_wallet(events);
  if (wallet == nullptr) return cli::refused(fmt::format("{} is bound to no phone", id));
  if (loss_of(events, wallet->document) != nullptr) {
    return cli::refused(fmt::format("the phone of {} is reported lost already", id),
                        "bind the holder's new phone: cred-issuer bind ID --nonce");
  }
  return {};
}

}  // namespace cred::issuer
