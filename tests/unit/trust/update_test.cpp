// SPDX-License-Identifier: Apache-2.0
#include "cred/update.h"

#include "cred/cbor/encode.h"
#include "cred/codec/deflate.h"
#include "unit/trust/attack.h"

namespace cred::test {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

/// A row that changes the one status list before the status key signs it.
Attack list(std::string name, Reason reason, std::function<void(const Authority&, ListRelease&)> spoil) {
  return {std::move(name), reason, [spoil](const Authority& a, Release& r) { spoil(a, r.lists.front()); }};
}

Bytes list_claims(const Authority& authority, const std::string& sub, Instant iat = kNow) {
  return authority.list().claims(sub, iat, std::nullopt);
}

/// The claims of a list that ListBuilder would not make.
Bytes raw_claims(const std::string& sub, unsigned bits, BytesView compressed) {
  cbor::Encoder out;
  out.map(3).uint(2).text(sub).uint(6).uint(to_unix(kNow)).uint(65533).map(2);
  out.text("lst").bytes(compressed).text("bits").uint(bits);
  return out.take();
}

}  // namespace

TEST_CASE("each rule of a status list, broken once, refuses the bundle") {
  FixedRandom random("stranger");
  const auto stranger = make_key(random);
  run_attacks({
      list("signed by a key for permits", Reason::kWrongPurpose,
           [](const auto& a, auto& l) { l.signer = a.permits_key.get(); }),
      list("signed by the log key", Reason::kWrongPurpose,
           [](const auto& a, auto& l) { l.signer = a.log_key.get(); }),
      list("signed by the head key", Reason::kUnknownKey,
           [](const auto& a, auto& l) { l.signer = a.head_key.get(); }),
      list("signed by a stranger", Reason::kUnknownKey,
           [&](const auto&, auto& l) { l.signer = stranger.get(); }),
      list("a permit's typ", Reason::kTyp, [](const auto&, auto& l) { l.typ = cose::Typ::kStaticPermit; }),
      list("the name of another list", Reason::kClaims,
           [](const auto& a, auto& l) { l.claims = list_claims(a, a.list_uri(2)); }),
      list("a member name that is not its sub", Reason::kClaims,
           [](const auto& a, auto& l) { l.name = a.list_uri(2); }),
      list("another prefix than the signer's", Reason::kWrongStatusPrefix,
           [](const auto& a, auto& l) {
             l.name = "CN-120000:1";
             l.claims = list_claims(a, l.name);
           }),
      list("no number after the prefix", Reason::kWrongStatusPrefix,
           [](const auto& a, auto& l) {
             l.name = "CN-110000:";
             l.claims = list_claims(a, l.name);
           }),
      list("a leading zero", Reason::kWrongStatusPrefix,
           [](const auto& a, auto& l) {
             l.name = "CN-110000:01";
             l.claims = list_claims(a, l.name);
           }),
      list("a dot after the prefix", Reason::kWrongStatusPrefix,
           [](const auto& a, auto& l) {
             l.name = "CN-110000:1.5";
             l.claims = list_claims(a, l.name);
           }),
      list("a letter after the prefix", Reason::kWrongStatusPrefix,
           [](const auto& a, auto& l) {
             l.name = "CN-110000:1a";
             l.claims = list_claims(a, l.name);
           }),
      list("from the future", Reason::kIssuedInFuture,
           [](const auto& a, auto& l) { l.claims = list_claims(a, l.name, kNow + hours{24} + seconds{1}); }),
      list("before the key's window", Reason::kOutsideSigningWindow,
           [](const auto& a, auto& l) { l.claims = list_claims(a, l.name, kBegin - seconds{1}); }),
      list("an end that is its beginning", Reason::kTimeInconsistent,
           [](const auto& a, auto& l) { l.claims = a.list().claims(l.name, kNow, kNow); }),
      list("one bit an entry", Reason::kClaims,
           [](const auto&, auto& l) { l.claims = raw_claims(l.name, 1, codec::deflate(Bytes(10))); }),
      list("no zlib stream", Reason::kClaims,
           [](const auto&, auto& l) { l.claims = raw_claims(l.name, 4, as_bytes("abc")); }),
      list("no entry", Reason::kClaims,
           [](const auto&, auto& l) { l.claims = raw_claims(l.name, 4, codec::deflate({})); }),
      list("over 16 MiB inflated", Reason::kClaims,
           [](const auto&, auto& l) {
             l.claims = raw_claims(l.name, 4, codec::deflate(Bytes(status::kMaxRawSize + 1)));
           }),
      {"the window of the status key is over", Reason::kOutsideSigningWindow,
       [](const auto&, Release& r) { r.issuers.entries[2].sign_until = kNow; }},
      {"the status key was revoked", Reason::kKeyRevoked,
       [](const Authority& a, Release& r) {
         r.issuers.tombstones = {
             {cose::thumbprint(a.status_key->public_key()), kNow, "stolen", std::nullopt}};
       }},
      {"a status entry of another issuer", Reason::kWrongIssuerName,
       [](const auto&, Release& r) { r.issuers.entries[2].iss = "CN-120000"; }},
      {"permits of another issuer that point at the list", Reason::kWrongIssuerName,
       [](const auto&, Release& r) {
         r.issuers.entries[0].iss = "CN-120000";
         r.issuers.entries[0].status_prefix = "CN-11";
       }},
  });
}

TEST_CASE("lists of any length up to 16 MiB are read") {
  const Authority authority;
  TrustStore store(authority.sign(authority.release(1)));
  auto release = authority.release(1);
  release.lists = {{authority.list_uri(1), 1, raw_claims(authority.list_uri(1), 4, codec::deflate(Bytes(3))),
                    authority.status_key.get()}};
  REQUIRE(store.update(authority.sign(release)));
  const auto archive = status::Archive::open(store.archive());
  REQUIRE(archive);
  CHECK(archive->find(authority.list_uri(1))->entries() == 6);
}

TEST_CASE("an update unpacks its lists for the archive and raises the clock floor to the newest of all") {
  const Authority authority;
  auto release = authority.release(1);
  release.lists = {authority.list_release(2, 1, kNow + hours{2}),
                   authority.list_release(10, 1, kNow + hours{1})};
  TrustStore store(authority.sign(release));
  REQUIRE(store.update(authority.sign(release)));
  CHECK(store.clock_floor() == kNow + hours{2});
  const auto archive = *status::Archive::open(store.archive());
  CHECK(archive.size() == 2);
  CHECK(*archive.find(authority.list_uri(2))->at(999) == 0);
  CHECK(*archive.find(authority.list_uri(10))->at(1000) == 1);
  CHECK(!archive.find(authority.list_uri(1)));
}

TEST_CASE("after an update nothing outside the head's list stays usable") {
  const Authority authority;
  auto release = authority.release(1);
  release.lists.push_back(authority.list_release(2, 1, kNow));
  TrustStore store(authority.sign(release));
  REQUIRE(store.update(authority.sign(release)));
  CHECK(store.members().size() == 2);
  REQUIRE(store.update(authority.sign(authority.release(2))));
  CHECK(store.members().size() == 1);
  CHECK(!status::Archive::open(store.archive())->find(authority.list_uri(2)));
}

}  // namespace cred::test
