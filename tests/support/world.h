// SPDX-License-Identifier: Apache-2.0
// An example authority, what it published, and a verifier that holds it: build a valid thing, spoil one part,
// expect one reason.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "cred/credential/passport_check.h"
#include "cred/mint.h"
#include "cred/qr/text.h"
#include "cred/verify.h"
#include "support/authority.h"
#include "support/trust_store.h"

namespace cred::test {

inline Day day(const char* text) {
  return *Day::from_text(text);
}
inline Instant at(const char* text) {
  return *instant_from_text(text);
}

/// A permit like the first sample's, every member to be changed before it is minted.
struct Draft {
  std::string document_id = "K3M9Q2XT7RW4VNP8";
  std::uint64_t index = 7;
  std::string uri;  // empty: the authority's list 1
  credential::Category category = credential::Category::kA;
  const char* region = "110108";
  Day valid_from = day("2025-02-10");
  Day valid_until = day("2030-02-09");
  std::string name = "AL-RASHED, NORAH ABDULLAH";
  std::string native = "نورة عبدالله الراشد";
  std::string employer = "北京示例量子科技有限公司";
  std::string uscc = "91110108XXDEM00154";
  credential::PassportCheck passport{{1, 2, 3}, {4, 5, 6, 7}, std::nullopt};
  Instant now = at("2025-02-10T12:00:00+08:00");

  credential::StaticPermit permit() const {
    return {category, *Region::from_text(region), valid_from, valid_until, {name, native}, employer, uscc,
            passport};
  }
};

struct World {
  World() : store(published) { REQUIRE(store.update(published)); }
  explicit World(const Release& release) : published(authority.sign(release)), store(published) {
    REQUIRE(store.update(published, release.head.issued));
  }

  Result<Issued> try_mint(const Draft& draft, const SignerKey& key) {
    const std::string uri = draft.uri.empty() ? authority.list_uri(1) : draft.uri;
    const auto entry = authority.entry(trust::Purpose::kPermits, key);
    return mint_static({draft.document_id, {draft.index, uri}, draft.permit()}, entry, *key, draft.now);
  }
  Issued mint(const Draft& draft = {}) { return mint(draft, authority.permits_key); }
  Issued mint(const Draft& draft, const SignerKey& key) {
    auto issued = try_mint(draft, key);
    INFO((issued ? "" : issued.error().detail));
    REQUIRE(issued);
    return std::move(*issued);
  }

  /// A token over any payload, signed by any key of the authority, whatever its rights.
  Bytes sign(BytesView payload, crypto::Signer& key, cose::Typ typ = cose::Typ::kStaticPermit) const {
    auto token = cose::sign1(typ, payload, key);
    REQUIRE(token);
    return std::move(*token);
  }
  /// The payload of `draft`, its permit map as given.
  Bytes payload(const Draft& draft, BytesView permit) const {
    const std::string uri = draft.uri.empty() ? authority.list_uri(1) : draft.uri;
    return cwt::encode_static(authority.iss, draft.document_id, draft.valid_until.end(), draft.now,
                              {draft.index, uri}, permit);
  }

  /// The context of a verifier at noon of the samples' day. Views into *this.
  VerifyContext context(Instant now = kNow) {
    archive.emplace(*status::Archive::open(store.archive()));
    return {.trust = &store.bundle(),
            .status = &*archive,
            .clock_floor = store.clock_floor(),
            .now = now,
            .employer = {},
            .passport = {}};
  }
  Verdict verify(const Bytes& token, Instant now = kNow) { return verify_static(token, context(now)); }

  Authority authority;
  SignedBundle published = authority.sign(authority.release(1));
  TrustStore store;
  std::optional<status::Archive> archive;
};

/// Where `pattern` begins in `bytes`.
inline std::size_t find_octets(const Bytes& bytes, const Bytes& pattern) {
  const auto found = std::search(bytes.begin(), bytes.end(), pattern.begin(), pattern.end());
  REQUIRE(found != bytes.end());
  return static_cast<std::size_t>(found - bytes.begin());
}

/// "VALID", "EXPIRED expired": verdict and reason in one word for tables of tests.
inline std::string summary(const Verdict& verdict) {
  std::string text(name(verdict.code));
  if (verdict.reason) text += " " + std::string(word(*verdict.reason));
  return text;
}

}  // namespace cred::test
