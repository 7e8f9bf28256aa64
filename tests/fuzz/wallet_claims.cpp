// SPDX-License-Identifier: Apache-2.0
// The payload of a wallet credential, signed by the right key: claims, digests, the device it is bound to.
// The device that presents it and the disclosures stay the genuine ones.
// Parser: libcred/src/cwt/claims.cpp libcred/src/sdcwt/reveal.cpp libcred/src/credential/groups.cpp
// Parser: libcred/src/cose/key.cpp libcred/src/present.cpp libcred/src/sdcwt/disclosure.cpp
// Parser: libcred/src/crypto/public_key.cpp libcred/src/crypto/p256_range.cpp libcred/src/cbor/reader.cpp
// Longest: 768
#include "cred/cwt/claims.h"

#include "cred/sdcwt/token.h"
#include "fuzz/live.h"

namespace cred::fuzz {

namespace {

cose::Verified signed_wallet() {
  auto message = *cose::Sign1::parse(wallet());
  return *std::move(message).verify(authority().permits_key->public_key());
}

/// As the issuer would hand it over, with every disclosure of the genuine permit.
Bytes credential_over(BytesView payload) {
  static const cose::Verified genuine = signed_wallet();
  std::vector<BytesView> contents;
  cbor::Children list(*genuine.disclosures());
  while (const auto item = list.next()) contents.push_back(*item->bytes());
  const auto bare = sign1_any(cose::Typ::kWalletCredential, payload, *authority().permits_key);
  return *cose::with_disclosures(bare, contents);
}

Bytes payload_for(const crypto::PublicKey& key, std::string_view sub, const char* until = "2030-02-09",
                  std::string_view iss = "CN-110000") {
  const auto genuine = signed_wallet();
  const auto wallet = *cwt::WalletClaims::parse(genuine);
  const auto& claims = wallet.claims;
  auto permit = *credential::parse_redacted(claims.permit);
  permit.terms.valid_until = *Day::from_text(until);
  return cwt::encode_wallet(iss, sub, permit.terms.valid_until.end(), claims.iat, key, claims.status,
                            credential::encode(permit));
}

/// To everybody it may be shown to, by nobody but its own device; too much for a code is said so.
void must_be_shown(const HeldPermit& held) {
  constexpr auto kGuard = trust::VerifierRole::kGuard;
  const sdcwt::Challenge longest{std::string(255, 'A'), {1, 2, 3}, {}};
  credential::GroupSet everything;
  for (const auto group : credential::kGroups) everything.add(group);
  must(present_quick(held, kGuard, {}, device(), test::kNow).has_value(), "what is held can be shown");
  const auto answer = present_answer(held, longest, everything, device(), test::kNow);
  must(answer || answer.error().reason == Reason::kTooLargeForQr, "what is held can be asked for");
  must(!present_quick(held, kGuard, {}, *authority().log_key, test::kNow), "no other device shows a permit");
}

/// Whether the device of the genuine permit may keep it.
bool is_kept(const Bytes& token) {
  const auto opened = HeldPermit::reopen(token, authority().permits_key->public_key(), device().public_key());
  if (opened) must_be_shown(*opened);
  const auto held = HeldPermit::receive(token, live_store().bundle(), device().public_key(), test::kNow);
  if (!held) {
    must_be_plain(held.error().detail);
    return false;
  }
  must(opened.has_value(), "what is kept opens again");
  must(held->device() == device().public_key(), "a wallet keeps what is bound to its own key");
  return true;
}

}  // namespace

std::vector<Bytes> seeds() {
  return {payload_for(device().public_key(), "W7M9Q2XT7RW4VNP8"),
          payload_for(authority().permits_p256_key->public_key(), "K3M9Q2XT7RW4VNP8"),
          payload_for(device().public_key(), "W7M9Q2XT7RW4VNP8", "2025-12-31"),
          payload_for(device().public_key(), "W7M9Q2XT7RW4VNP8", "2030-02-09", std::string(255, 'A'))};
}

bool accepts(BytesView input) {
  const auto token = credential_over(input);
  const auto verdict = judged_live(*sdcwt::sign_presentation(token, {"guard", test::kNow, {}}, device()));
  auto message = cose::Sign1::parse(token);
  if (!message) return false;
  const auto verified = *std::move(*message).verify(authority().permits_key->public_key());
  const auto wallet = cwt::WalletClaims::parse(verified);
  must(wallet || !verdict.facts, "nothing is shown of what is out of form");
  must(!wallet || wallet->device.is_good() || !verdict.facts, "nothing is shown under a key that is none");
  const bool kept = is_kept(token);
  must(wallet || !kept, "nothing is kept of what is out of form");
  if (!wallet) return false;
  const auto& claims = wallet->claims;
  must(equal(cwt::encode_wallet(claims.iss, claims.sub, claims.exp, claims.iat, wallet->device, claims.status,
                                claims.permit.encoded()),
             input),
       "the claims encode to the same octets");
  must(!verdict.facts || wallet->device == device().public_key(), "only its own device shows a permit");
  const auto permit = credential::parse_redacted(claims.permit);
  must(permit || (!verdict.facts && !kept), "a permit out of form is neither shown nor kept");
  must(!permit || equal(credential::encode(*permit), claims.permit.encoded()),
       "the permit encodes to the same octets");
  CRED_PLANT(!kept && wallet->device == device().public_key(), claims.status.index == 255);
  return permit.has_value();
}

}  // namespace cred::fuzz
