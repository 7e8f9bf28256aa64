// SPDX-License-Identifier: Apache-2.0
#include "issuer/binding.h"

#include <fmt/format.h>

#include <algorithm>

#include "cred/codec/hex.h"
#include "cred/codec/unicode.h"
#include "cred/cose/key.h"
#include "cred/cwt/claims.h"
#include "cred/mint.h"
#include "issuer/basis.h"
#include "issuer/lifecycle.h"

namespace cred::issuer {

namespace {

constexpr const char* kAnother = "make another nonce: cred-issuer bind ID --nonce";

// The one number that stays when a passport is renewed; only its hash is kept beside the key.
crypto::Digest person_of(const Request& request) {
  return crypto::sha256(as_bytes("holder " + codec::fold_number(request.social_security_number)));
}

crypto::Digest device_of(const Enrolment& enrolment) {
  return cose::thumbprint(enrolment.device()).value();
}

/// `event`: what made this document, when another one was there before.
credential::Record record_of(const Request& request, std::span<const Event> history, credential::Event event,
                             Instant now) {
  const auto* before = current_wallet(history);
  credential::Record record{.basis = basis_code(request.basis),
                            .social_security_number = request.social_security_number,
                            .social_security_region = request.social_security_region,
                            .predecessor = std::nullopt,
                            .event = credential::Event::kIssued,
                            .date = request.decided};
  if (before == nullptr) return record;
  record.predecessor = before->document;
  record.event = event;
  record.date = Day::of(now);
  return record;
}

credential::WalletPermit permit_of(const Request& request, const credential::PassportCheck& check,
                                   const credential::Record& record) {
  credential::Name name{.passport = request.name, .native = std::nullopt};
  if (request.native_name) name.native = *request.native_name;
  return {.terms = {request.category, request.region, request.valid_from, request.valid_until},
          .name = name,
          .identity = {request.sex, request.birth_date, request.passport_number, request.passport_state,
                       request.passport_expiry},
          .work = {request.permit_number, request.decided, request.nationality, request.employer_zh,
                   request.uscc, request.position_zh, request.work_region, request.kind},
          .passport = check,
          .record = record};
}

cli::Outcome<Event> mint_for_wallet(Registry& registry, const Request& request,
                                    const credential::Record& record, const crypto::PublicKey& device,
                                    const Slot& slot, const Minting& with) {
  CLI_TRY(const auto check, passport_check(registry, request, with));
  const std::string uri = with.entry.status_prefix + std::to_string(slot.list);
  const WalletDraft draft{slot.document, {slot.index, uri}, device, permit_of(request, check, record)};
  auto token = mint_wallet(draft, with.entry, with.signer, with.random, with.now);
  if (!token) return cli::refused("binding " + request.id, token.error());
  auto event = event_of(kBind, {slot, request.id}, with.now);
  event.decided = Day::of(with.now);
  event.token = std::move(*token);
  return event;
}

}  // namespace

Event nonce_event(const Document& document, const sdcwt::Nonce& nonce, Instant now) {
  auto event = event_of(kNonce, document, now);
  event.content = codec::to_hex(nonce);
  return event;
}

cli::Outcome<void> check_bindable(const Request& request, std::span<const Event> history, Instant now) {
  const auto status = status_on(history, Day::of(now));
  if (status == status::Status::kValid && now < request.valid_until.end()) return {};
  return cli::refused(fmt::format("{} is not bound to a phone: it is {}", request.id,
                                  describe(history, request.valid_from, request.valid_until, Day::of(now))),
                      "only a permit in force, or one that is still to begin, can be bound");
}

cli::Outcome<Enrolment> open_enrolment(BytesView request, const Authority& authority,
                                       std::span<const Event> history, Instant now) {
  const Event* asked = nullptr;
  for (const auto& event : history) {
    if (event.kind == kNonce) asked = &event;
    if (event.kind == kBind) asked = nullptr;  // used once
  }
  if (asked == nullptr)
    return cli::refused("no nonce awaits an answer for this permit, or it was used (nonce)", kAnother);
  if (now < asked->time || now >= asked->time + kNonceLife) {
    return cli::refused(fmt::format("the nonce of {} counts for ten minutes, and now is {} (nonce)",
                                    to_text(asked->time), to_text(now)),
                        kAnother);
  }
  sdcwt::Nonce nonce{};
  const auto octets = codec::from_hex(asked->content);
  if (!octets || octets->size() != nonce.size())
    return cli::outside("the registry holds a nonce that this version cannot read");
  std::ranges::copy(*octets, nonce.begin());
  auto enrolment = Enrolment::open(request, authority.iss, nonce);
  if (!enrolment) {
    return cli::refused("the phone's proof", enrolment.error(),
                        "nothing was bound; let the phone answer the newest nonce");
  }
  return std::move(*enrolment);
}

cli::Outcome<void> check_device(Store& store, const Enrolment& enrolment, const Request& request) {
  if (store.issuers().holds(enrolment.device()))
    return cli::refused("the phone's key is a key of an authority (key)", "make a new wallet");
  CLI_TRY(const auto owner, store.registry().find_device(device_of(enrolment)));
  if (!owner || *owner == person_of(request)) return {};
  return cli::refused("the phone's key is bound to another person (key)",
                      "one key is for one person, for ever: make a new wallet on this phone");
}

cli::Outcome<Event> bind_device(Store& store, const Request& request, std::span<const Event> history,
                                const Enrolment& enrolment, const Minting& with) {
  auto& registry = store.registry();
  const auto* before = current_wallet(history);
  const bool lost = before != nullptr && loss_of(history, before->document) != nullptr;
  const auto record =
      record_of(request, history,
                lost ? credential::Event::kReissueAfterLoss : credential::Event::kReissueOnRequest, with.now);
  CLI_TRY(const auto slots, registry.reserve(1, with.random));
  CLI_TRY(auto event, mint_for_wallet(registry, request, record, enrolment.device(), slots.front(), with));
  const auto device = device_of(enrolment);
  event.content = fmt::format(R"({{"card":{},"device":{}}})", json_string(enrolment.card_serial()),
                              json_string(codec::to_hex(device)));
  CLI_TRY(const auto owner, registry.find_device(device));
  if (!owner) CLI_CHECK(registry.keep_device(device, person_of(request)));
  CLI_CHECK(registry.append({event}));
  return event;
}

std::optional<crypto::PublicKey> bound_device(const Store& store, std::span<const Event> history) {
  const auto* bound = current_wallet(history);
  if (bound == nullptr || loss_of(history, bound->document) != nullptr) return std::nullopt;
  auto message = cose::Sign1::parse(bound->token);
  const auto* entry = message ? store.issuers().find(message->header().kid) : nullptr;
  if (entry == nullptr) return std::nullopt;
  const auto verified = std::move(*message).verify(entry->key);
  const auto claims = verified ? cwt::WalletClaims::parse(*verified) : tl::unexpected(verified.error());
  if (!claims) return std::nullopt;
  return claims->device;
}

cli::Outcome<std::vector<Event>> change_passport(Store& store, const Request& renewed,
                                                 std::span<const Event> history, const Minting& with) {
  auto& registry = store.registry();
  const auto device = bound_device(store, history);
  CLI_TRY(const auto slots, registry.reserve(device ? 2 : 1, with.random));
  std::vector<Event> events;
  CLI_TRY(auto print, mint_print(kPassport, registry, renewed, slots.front(), with));
  print.decided = Day::of(with.now);
  events.push_back(std::move(print));
  if (device) {
    const auto record = record_of(renewed, history, credential::Event::kPassportChange, with.now);
    CLI_TRY(auto wallet, mint_for_wallet(registry, renewed, record, *device, slots.back(), with));
    wallet.content = current_wallet(history)->content;
    events.push_back(std::move(wallet));
  }
  CLI_CHECK(registry.append(events));
  return events;
}

}  // namespace cred::issuer
