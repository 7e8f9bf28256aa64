// SPDX-License-Identifier: Apache-2.0
// From a phone's proof to a wallet document: the nonce asked for, the key held by this person alone, then
// reserve … mint … record. The printed permit is another document and stays what it is; only a new passport
// makes both anew.
#pragma once

#include <span>

#include "cred/crypto/random.h"
#include "cred/enrolment.h"
#include "issuer/issuance.h"
#include "issuer/store.h"

namespace cred::issuer {

/// How long a phone may take to answer.
inline constexpr std::chrono::minutes kNonceLife{10};

/// The event that asks a phone for its proof, for a request that may be bound.
Event nonce_event(const Document& document, const sdcwt::Nonce& nonce, Instant now);

/// Refused when the permission has ended or was taken back: there is nothing to bind.
cli::Outcome<void> check_bindable(const Request& request, std::span<const Event> history, Instant now);

/// The proof in `request`, for the newest nonce of this history. Refused: no nonce, used, too old, and what
/// Enrolment::open refuses.
cli::Outcome<Enrolment> open_enrolment(BytesView request, const Authority& authority,
                                       std::span<const Event> history, Instant now);

/// A key of an authority, or one that is bound to another person, is refused.
cli::Outcome<void> check_device(Store& store, const Enrolment& enrolment, const Request& request);

/// A wallet document bound to the phone, recorded before this returns. The one before is SUPERSEDED from the
/// next publish.
cli::Outcome<Event> bind_device(Store& store, const Request& request, std::span<const Event> history,
                                const Enrolment& enrolment, const Minting& with);

/// The phone that holds the permit: none was bound, it is lost, or who signed for it may sign no more.
std::optional<crypto::PublicKey> bound_device(const Store& store, std::span<const Event> history);

/// For a new passport: another print, and another wallet document for the phone that holds the permit,
/// recorded together before this returns. The ones before are SUPERSEDED from the next publish. `renewed`:
/// the request with the new passport.
cli::Outcome<std::vector<Event>> change_passport(Store& store, const Request& renewed,
                                                 std::span<const Event> history, const Minting& with);

}  // namespace cred::issuer
