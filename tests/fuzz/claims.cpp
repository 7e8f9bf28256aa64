// SPDX-License-Identifier: Apache-2.0
// The payload of a static permit, signed by the right key: claims, permit map, verdict.
// Parser: libcred/src/cwt/claims.cpp libcred/src/credential/permit.cpp
// Parser: libcred/src/credential/form.cpp libcred/src/cbor/reader.cpp
// Longest: 512
#include "cred/cwt/claims.h"

#include "cred/credential/permit.h"
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

Bytes draft(credential::Category category, std::optional<std::string_view> native, bool renewed) {
  credential::PassportCheck passport{{1, 2, 3}, {4, 5, 6, 7}, std::nullopt};
  if (renewed) passport.previous = {{8, 9, 10, 11}, *Day::from_text("2026-12-31")};
  const auto until = *Day::from_text("2030-02-09");
  const credential::StaticPermit permit{category,
                                        *Region::from_text("110108"),
                                        *Day::from_text("2025-02-10"),
                                        until,
                                        {"EXAMPLE, NORAH", native},
                                        "北京示例科技有限公司",
                                        "91110108XXDEM00154",
                                        passport};
  const auto iat = *instant_from_text("2025-02-10T12:00:00+08:00");
  return cwt::encode_static("CN-110000", "K3M9Q2XT7RW4VNP8", until.end(), iat, {7, "CN-110000:1"},
                            credential::encode(permit));
}

void must_be_plain(const Verdict& verdict) {
  fuzz::must_be_plain(verdict.detail);
  const auto message = message_of(verdict);
  fuzz::must_be_plain(message.zh);
  fuzz::must_be_plain(message.en);
  if (!verdict.facts) return;
  fuzz::must_be_plain(verdict.facts->name.value_or(""));
  fuzz::must_be_plain(verdict.facts->employer_zh.value_or(""));
}

}  // namespace

std::vector<Bytes> seeds() {
  using credential::Category;
  return {draft(Category::kA, "示例", false), draft(Category::kB, std::nullopt, false),
          draft(Category::kC, "示例", true)};
}

bool accepts(BytesView input) {
  auto& key = *authority().permits_key;
  const auto token = sign1_any(cose::Typ::kStaticPermit, input, key);
  const auto archive = *status::Archive::open(store().archive());
  const auto verdict = verify_static(token, {.trust = &store().bundle(),
                                             .status = &archive,
                                             .clock_floor = store().clock_floor(),
                                             .now = test::kNow,
                                             .employer = {},
                                             .passport = {}});
  must_be_plain(verdict);

  auto message = cose::Sign1::parse(token);
  if (!message) return false;
  const auto verified = std::move(*message).verify(key.public_key());
  const auto claims = cwt::Claims::parse(*verified);
  const auto permit = claims ? credential::parse_static(claims->permit) : fail(Reason::kClaims, "");
  must(permit || !verdict.facts, "nothing is shown of what is out of form");
  if (!permit) return false;
  must(credential::check_static(*permit).has_value(), "what is read obeys the maker's rules");
  const auto map = credential::encode(*permit);
  must(equal(map, claims->permit.encoded()), "the permit encodes to the same octets");
  must(equal(cwt::encode_static(claims->iss, claims->sub, claims->exp, claims->iat, claims->status, map),
             input),
       "the claims encode to the same octets");
  must(credential::category_from(credential::name(permit->category)) == permit->category,
       "a category has one letter");
  must(!credential::category_from("D"), "there are three");
  CRED_PLANT(claims->status.index > 0xffff,
             permit->category == credential::Category::kB && permit->name.native);
  return true;
}

}  // namespace cred::fuzz
