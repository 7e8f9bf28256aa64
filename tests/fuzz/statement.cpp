// SPDX-License-Identifier: Apache-2.0
// What a device says, signed by it: aud, iat, cnonce, up to the verdict.
// Parser: libcred/src/sdcwt/token.cpp
// Longest: 128
#include "cred/sdcwt/token.h"

#include <algorithm>

#include "fuzz/live.h"

namespace cred::fuzz {

namespace {

Bytes presentation_over(BytesView payload) {
  const auto inside = held().showing({credential::Group::kName});
  cbor::Encoder header;
  header.map(3).integer(cose::header::kAlg).integer(crypto::to_cose(device().public_key().algorithm()));
  header.integer(cose::header::kKcwt).item(inside).integer(cose::header::kTyp);
  cose::encode_typ(header, cose::Typ::kPresentation);
  const auto signature = *device().sign(cose::SigStructure::sign1(header.view(), payload));
  cbor::Encoder out;
  out.tag(cose::kTagSign1).array(4).bytes(header.view()).map(0).bytes(payload).bytes(signature);
  return out.take();
}

Bytes statement(std::string_view audience, Instant iat, bool nonce) {
  cbor::Encoder out;
  out.map(nonce ? 3 : 2).integer(3).text(audience).integer(6).uint(to_unix(iat));
  if (nonce) out.integer(39).bytes(Bytes(16, 7));
  return out.take();
}

/// Everything a guard accepts at this moment: one statement a second of the window.
const std::vector<Bytes>& acceptable() {
  static const std::vector<Bytes> all = [] {
    std::vector<Bytes> made;
    for (int seconds = -60; seconds <= 30; ++seconds)
      made.push_back(statement("guard", test::kNow + std::chrono::seconds(seconds), false));
    return made;
  }();
  return all;
}

}  // namespace

std::vector<Bytes> seeds() {
  return {statement("guard", test::kNow, false), statement("employer", test::kNow, false),
          statement("Example Police", test::kNow, true),
          statement("guard", test::kNow - std::chrono::hours(30), false)};
}

bool accepts(BytesView input) {
  const auto verdict = judged_live(presentation_over(input));
  if (!verdict.facts) return false;
  const bool accepted = outcome_of(verdict.code) == Outcome::kAccepted;
  must(!accepted || verdict.mode == Mode::kQuick, "without a challenge only a quick code is accepted");
  const bool in_window =
      std::ranges::any_of(acceptable(), [&](const Bytes& each) { return equal(input, each); });
  must(accepted == in_window, "accepted is what a guard's window holds, octet for octet");
  CRED_PLANT(verdict.mode == Mode::kChallenge, input.size() == 29);  // an audience of one letter
  return true;
}

}  // namespace cred::fuzz
