// SPDX-License-Identifier: Apache-2.0
// An attack on a live code beside its honest twin, and what a dishonest wallet can put together.
#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <span>

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/cose/sig_structure.h"
#include "cred/sdcwt/disclosure.h"
#include "cred/sdcwt/token.h"
#include "support/live.h"

namespace cred::test {

using credential::Group;
using credential::GroupSet;
using trust::VerifierRole;

inline std::chrono::seconds s(int seconds) {
  return std::chrono::seconds(seconds);
}

/// The disclosures of a wallet credential, as they stand in it.
inline std::vector<Bytes> disclosures_of(BytesView token) {
  const auto item = cbor::decode(token, cbor::Limits::own(cose::kMaxToken));
  REQUIRE(item);
  cbor::Children members(item->tagged());
  members.next();
  cbor::MapReader unprotected(*members.next(), "test", Reason::kHeader);
  cbor::Children list(unprotected.required(cose::header::kSdClaims));
  std::vector<Bytes> disclosures;
  while (const auto disclosure = list.next()) disclosures.push_back(to_bytes(*disclosure->bytes()));
  return disclosures;
}

inline Bytes with(BytesView token, const std::vector<Bytes>& disclosures) {
  const std::vector<BytesView> views(disclosures.begin(), disclosures.end());
  auto changed = cose::with_disclosures(token, views);
  REQUIRE(changed);
  return std::move(*changed);
}

/// What a dishonest wallet would sign: anything inside, any statement.
inline Bytes signed_by(crypto::Signer& device, BytesView credential, const sdcwt::Statement& statement) {
  auto token = sdcwt::sign_presentation(credential, statement, device);
  REQUIRE(token);
  return std::move(*token);
}

/// A presentation with any header and payload, signed by `device`.
inline Bytes assembled(crypto::Signer& device, BytesView header, BytesView payload) {
  const auto signature = device.sign(cose::SigStructure::sign1(header, payload));
  REQUIRE(signature);
  cbor::Encoder out;
  out.tag(18).array(4).bytes(header).map(0).bytes(payload).bytes(*signature);
  return out.take();
}

/// {1: alg, 13: credential, 16: typ}, with one more member if there is any.
inline Bytes header_of(BytesView credential, std::int64_t algorithm = -9, std::uint64_t typ = 294,
                       bool with_cwt_claims = false) {
  cbor::Encoder out;
  out.map(with_cwt_claims ? 4 : 3).integer(1).integer(algorithm).integer(13).item(credential);
  if (with_cwt_claims) out.integer(15).map(0);
  out.integer(16).uint(typ);
  return out.take();
}

inline Bytes payload_of(const std::function<void(cbor::Encoder&)>& write) {
  cbor::Encoder out;
  write(out);
  return out.take();
}

inline void statement(cbor::Encoder& out, std::string_view audience, Instant iat) {
  out.integer(3).text(audience).integer(6).uint(to_unix(iat));
}

inline Verdict shown_as(LiveWorld& world, BytesView credential) {
  return world.verify_live(signed_by(*world.device, credential, {"employer", test::kNow, std::nullopt}));
}

inline Verdict with_header(LiveWorld& world, BytesView header) {
  const auto payload = payload_of([](auto& out) { out.map(2), statement(out, "employer", test::kNow); });
  return world.verify_live(assembled(*world.device, header, payload));
}

/// One attack: `accepted` is its honest twin.
struct Attack {
  const char* what;
  std::function<Verdict(LiveWorld&, const HeldPermit&, bool accepted)> run;
  const char* expected;
};

inline void run(std::span<const Attack> attacks) {
  for (const auto& attack : attacks) {
    LiveWorld world;
    const auto held = world.hold();
    CAPTURE(attack.what);
    const auto twin = attack.run(world, held, true);
    INFO(twin.detail);
    CHECK(summary(twin) == "VALID");
    const auto verdict = attack.run(world, held, false);
    INFO(verdict.detail);
    CHECK(summary(verdict) == attack.expected);
    CHECK(outcome_of(verdict.code) != Outcome::kAccepted);
    CHECK_FALSE(verdict.remember);
    // Nothing is shown before holder and disclosure passed; a genuine permit's facts are.
    const bool genuine = verdict.code == VerdictCode::kNotProven ||
                         verdict.code == VerdictCode::kHolderMismatch ||
                         verdict.code == VerdictCode::kEmployerMismatch;
    CHECK(verdict.facts.has_value() == genuine);
    if (genuine && verdict.check(Check::kHolder).reason) {
      CHECK(verdict.check(Check::kHolder).result == CheckResult::kFailed);
      CHECK(verdict.binding == Binding::kBearer);
    }
  }
}

}  // namespace cred::test
