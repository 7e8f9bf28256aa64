// SPDX-License-Identifier: Apache-2.0
#include "cred/enrolment.h"

#include <catch2/catch.hpp>
#include <functional>

#include "cred/cbor/encode.h"
#include "cred/codec/hex.h"
#include "cred/cose/sign1.h"
#include "support/authority.h"

namespace cred {
namespace {

constexpr sdcwt::Nonce kNonce{9, 8, 7};

struct Phone {
  test::FixedRandom random{"phone"};
  test::SignerKey key = test::make_key(random, crypto::Algorithm::kEsp256);
  test::SignerKey other = test::make_key(random);
};

Reason refused(const Bytes& request, std::string_view iss = "CN-110000", const sdcwt::Nonce& nonce = kNonce) {
  const auto opened = Enrolment::open(request, iss, nonce);
  REQUIRE_FALSE(opened);
  return opened.error().reason;
}

/// An enrolment over any members, signed by any key.
Bytes forged(const crypto::PublicKey& named, crypto::Signer& signer, cose::Typ typ = cose::Typ::kEnrolment) {
  cbor::Encoder payload;
  payload.map(4).integer(1).text("CN-110000").integer(2).bytes(kNonce).integer(3);
  cose::encode_key(payload, named);
  payload.integer(4).text("SSC-1");
  return *cose::sign1(typ, payload.view(), signer);
}

TEST_CASE("an enrolment proves that its sender holds the key, for one authority and one nonce") {
  Phone phone;
  for (auto* key : {&phone.key, &phone.other}) {
    const auto request = request_enrolment("CN-110000", kNonce, "SSC-0001", **key);
    REQUIRE(request);
    CHECK(request->text.starts_with("FWE1:"));
    const auto opened = Enrolment::open(request->token, "CN-110000", kNonce);
    REQUIRE(opened);
    CHECK(opened->device() == (*key)->public_key());
    CHECK(opened->card_serial() == "SSC-0001");
    CHECK(refused(request->token, "CN-120000") == Reason::kAudience);
    CHECK(refused(request->token, "CN-110000", {1}) == Reason::kNonce);
  }
}

TEST_CASE("an enrolment of a key that the sender does not hold is refused") {
  Phone phone;
  REQUIRE(Enrolment::open(forged(phone.key->public_key(), *phone.key), "CN-110000", kNonce));
  // The kid is the signer's, the key in the payload another's.
  CHECK(refused(forged(phone.key->public_key(), *phone.other)) == Reason::kHeader);
  auto spoiled = forged(phone.key->public_key(), *phone.key);
  spoiled.back() ^= 1;
  CHECK(refused(spoiled) == Reason::kHolderSignature);
}

TEST_CASE("a key that is no point, of small order or off the main subgroup is enrolled by nobody") {
  // Here each device's key is looked at; whoever verifies a permit later relies on it (docs/adr/0028).
  Phone phone;
  for (const auto* bad : {"0200000000000000000000000000000000000000000000000000000000000000",
                          "0100000000000000000000000000000000000000000000000000000000000000",
                          "9158312a9a8d6e3b34c891d6d61444f8b8211c5117ebad15bdb0bd68b07e0245"}) {
    const auto key = crypto::PublicKey::vouched_ed25519(*codec::from_hex(bad));
    REQUIRE(key);
    CHECK(refused(forged(*key, *phone.other)) == Reason::kClaims);
  }
}

TEST_CASE("an enrolment in any other form is refused") {
  Phone phone;
  CHECK(refused(forged(phone.key->public_key(), *phone.key, cose::Typ::kReceipt)) == Reason::kTyp);
  CHECK(refused({}) == Reason::kCbor);
  const auto with = [&](std::size_t members, const std::function<void(cbor::Encoder&)>& write) {
    cbor::Encoder payload;
    payload.map(members);
    write(payload);
    return *cose::sign1(cose::Typ::kEnrolment, payload.view(), *phone.key);
  };
  const auto up_to_key = [&](cbor::Encoder& out, BytesView nonce) {
    out.integer(1).text("CN-110000").integer(2).bytes(nonce).integer(3);
    cose::encode_key(out, phone.key->public_key());
  };
  CHECK(Enrolment::open(with(4, [&](auto& out) { up_to_key(out, kNonce), out.integer(4).text("SSC-1"); }),
                        "CN-110000", kNonce));
  CHECK(refused(with(3, [&](auto& out) { up_to_key(out, kNonce); })) == Reason::kClaims);
  CHECK(refused(with(4, [&](auto& out) { up_to_key(out, Bytes(15)), out.integer(4).text("SSC-1"); })) ==
        Reason::kClaims);
  CHECK(refused(with(4, [&](auto& out) { up_to_key(out, kNonce), out.integer(4).text("\x1b[2J"); })) ==
        Reason::kClaims);
  CHECK(refused(with(5, [&](auto& out) {
          up_to_key(out, kNonce), out.integer(4).text("SSC-1").integer(5).uint(0);
        })) == Reason::kClaims);
  CHECK(refused(with(4, [&](auto& out) {
          out.integer(1)
              .text("CN-110000")
              .integer(2)
              .bytes(kNonce)
              .integer(3)
              .bytes(Bytes(8))
              .integer(4)
              .text("SSC-1");
        })) == Reason::kClaims);
  CHECK(request_enrolment("CN-110000", kNonce, "", *phone.key).error().reason == Reason::kText);
  CHECK(request_enrolment("CN-110000", kNonce, "a\nb", *phone.key).error().reason == Reason::kText);
}

}  // namespace
}  // namespace cred
