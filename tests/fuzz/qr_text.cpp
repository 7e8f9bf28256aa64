// SPDX-License-Identifier: Apache-2.0
// Any text that a camera reads, up to the verdict.
// Parser: libcred/src/qr/text.cpp libcred/src/verify.cpp
// Dictionary: text
// Longest: 2048
#include "cred/qr/text.h"

#include "cred/codec/hex.h"
#include "cred/mint.h"
#include "cred/verify.h"
#include "fuzz/world.h"

namespace cred::fuzz {

namespace {

const test::TrustStore& store() {
  static const test::TrustStore held = [] {
    test::TrustStore store(published());
    must(store.update(published()).has_value(), "the example bundle is accepted");
    return store;
  }();
  return held;
}

/// Ed25519 is deterministic: the same text in every run.
const Issued& genuine() {
  static const Issued issued = [] {
    const auto entry = authority().entry(trust::Purpose::kPermits, authority().permits_key);
    const credential::StaticPermit permit{
        credential::Category::kA,      *Region::from_text("110108"),
        *Day::from_text("2025-02-10"), *Day::from_text("2030-02-09"),
        {"EXAMPLE, NORAH", "示例"},    "北京示例科技有限公司",
        "91110108XXDEM00154",          {{1, 2, 3}, {4, 5, 6, 7}, std::nullopt}};
    return *mint_static({"K3M9Q2XT7RW4VNP8", {7, "CN-110000:1"}, permit}, entry, *authority().permits_key,
                        *instant_from_text("2025-02-10T12:00:00+08:00"));
  }();
  return issued;
}

Verdict judged(std::string_view text) {
  const auto archive = *status::Archive::open(store().archive());
  return verify(text, {.trust = &store().bundle(),
                       .status = &archive,
                       .clock_floor = store().clock_floor(),
                       .now = test::kNow,
                       .employer = "91110108XXDEM00154",
                       .passport = {}});
}

}  // namespace

std::vector<Bytes> seeds() {
  std::vector<Bytes> texts = {to_bytes(as_bytes(genuine().text)),
                              to_bytes(as_bytes(genuine().text + "\r\n"))};
  for (const auto kind :
       {qr::Kind::kStaticPermit, qr::Kind::kPresentation, qr::Kind::kChallenge, qr::Kind::kEnrolment})
    texts.push_back(to_bytes(as_bytes(qr::to_text(kind, *codec::from_hex("d28440a04040")))));
  return texts;
}

bool accepts(BytesView input) {
  const auto text = as_text(input);
  const auto token = qr::from_text(text);
  const auto verdict = judged(text);
  const bool is_genuine = token && token->kind == qr::Kind::kStaticPermit && token->bytes == genuine().token;
  must(verdict.facts.has_value() == is_genuine, "only what was signed is shown");
  must((outcome_of(verdict.code) == Outcome::kAccepted) == is_genuine, "only what was signed is accepted");
  must_be_plain(verdict.detail);
  must_be_plain(message_of(verdict).en);
  if (!token) return false;
  const auto again = qr::to_text(token->kind, token->bytes);
  must(text.starts_with(again), "a token makes the same text");
  must(text.find_first_not_of("\r\n ", again.size()) == std::string_view::npos, "only blanks are trimmed");
  CRED_PLANT(token->kind == qr::Kind::kEnrolment && token->bytes.size() == 1, token->bytes[0] < 24);
  return true;
}

}  // namespace cred::fuzz
