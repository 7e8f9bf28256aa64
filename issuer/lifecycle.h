// SPDX-License-Identifier: Apache-2.0
// What a document's events make of it on a given day.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cred/status/list.h"
#include "issuer/registry/registry.h"
#include "issuer/request.h"

namespace cred::issuer {

inline constexpr std::string_view kMint = "mint";
inline constexpr std::string_view kCancel = "cancel";
inline constexpr std::string_view kRevoke = "revoke";
inline constexpr std::string_view kSuspend = "suspend";
inline constexpr std::string_view kRestore = "restore";
// Another permit took its place: `decided` is the first day of that one, `reason` its request id.
inline constexpr std::string_view kExtend = "extend";
inline constexpr std::string_view kChange = "change";
inline constexpr std::string_view kTransfer = "transfer";
inline constexpr std::string_view kReissue = "reissue";
inline constexpr std::string_view kNonce = "nonce";        // asked a phone for the proof of its key
inline constexpr std::string_view kBind = "bind";          // made a wallet document
inline constexpr std::string_view kPassport = "passport";  // made another print, for a new passport
inline constexpr std::string_view kLost = "lost";          // the phone that holds a wallet document

/// An event of this document, as far as every event goes.
Event event_of(std::string_view kind, const Document& document, Instant now);

/// Of one request's events, for what is printed: decisions count from their day on; a revocation stands over
/// a cancellation, that over a successor, that over a suspension.
status::Status status_on(std::span<const Event> events, Day today);

/// The suspension that no restoration followed, whether its day has come or not; null: none.
const Event* suspension_of(std::span<const Event> events);

/// Whether decisions of this kind name the permit that takes the place of another.
bool names_successor(std::string_view kind);
/// The permit that took its place, or is to: the last of the four.
const Event* successor_of(std::span<const Event> events);

/// The print that counts, and the request it was made of: the last one made.
const Event* current_print(std::span<const Event> events);
/// The same as status_on for one print: SUPERSEDED once another one was made for a permission in force.
status::Status print_status_on(std::span<const Event> events, std::string_view document, Day today);

/// The last bind: the wallet document that counts. None before the first.
const Event* current_wallet(std::span<const Event> events);
/// The report that the phone with this wallet document is lost.
const Event* loss_of(std::span<const Event> events, std::string_view document);
/// The same for a wallet document: what befell the permission, SUPERSEDED once another phone was bound, LOST
/// until then when the phone was reported.
status::Status wallet_status_on(std::span<const Event> events, std::string_view document, Day today);

/// "valid", "cancelled", "revoked", "superseded by ID", "suspended", and for a valid one by its days
/// "expired" or "not yet valid"; a decision that counts only later is added: "valid, cancelled from
/// 2026-02-01".
std::string describe(std::span<const Event> events, Day valid_from, Day valid_until, Day today);

/// Whether `kind`, decided on a day, may follow: nothing twice, nothing weaker after a revocation; once
/// another permit is to take its place none does a second time, and nothing but a revocation from the day on
/// which that one began; a loss only of a phone that counts.
cli::Outcome<void> check_decision(std::string_view kind, std::span<const Event> events, std::string_view id,
                                  Day decided);

}  // namespace cred::issuer
