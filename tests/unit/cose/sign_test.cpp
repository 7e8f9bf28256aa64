// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/sign.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "cred/cose/labels.h"
#include "message.h"

namespace cred::cose {
namespace {

using crypto::Algorithm;

constexpr std::size_t kMax = 64 * 1024;

/// Three people who sign roots: two on Ed25519, one on P-256.
struct Signers {
  std::vector<std::unique_ptr<crypto::Signer>> owned;

  Signers() {
    owned.push_back(make_signer(Algorithm::kEd25519, 1));
    owned.push_back(make_signer(Algorithm::kEsp256, 2));
    owned.push_back(make_signer(Algorithm::kEd25519, 3));
  }
  std::vector<crypto::Signer*> all() const {
    std::vector<crypto::Signer*> signers;
    for (const auto& one : owned) signers.push_back(one.get());
    return signers;
  }
  std::vector<crypto::PublicKey> keys() const {
    std::vector<crypto::PublicKey> keys;
    for (const auto& one : owned) keys.push_back(one->public_key());
    return keys;
  }
};

Bytes made_by(std::span<crypto::Signer* const> signers) {
  auto message = sign(Typ::kRoot, example_payload(), signers);
  REQUIRE(message);
  return std::move(*message);
}

Result<VerifiedSign> open(BytesView message, std::span<const crypto::PublicKey> keys,
                          Strangers strangers = Strangers::kRefuse) {
  CRED_TRY(auto parsed, Sign::parse(message, Typ::kRoot, kMax));
  return std::move(parsed).verify(keys, strangers);
}

std::string parsing(BytesView message) {
  return word_of(Sign::parse(message, Typ::kRoot, kMax));
}

std::vector<KeyId> kids_of(BytesView message) {
  const auto parsed = Sign::parse(message, Typ::kRoot, kMax);
  REQUIRE(parsed);
  std::vector<KeyId> kids;
  for (const auto& signer : parsed->signers()) kids.push_back(signer.kid);
  return kids;
}

/// One signer's array, its signature nothing.
Bytes signer_item(const std::string& header_hex, const std::string& unprotected_hex = "a0") {
  cbor::Encoder out;
  out.array(3).bytes(octets(header_hex)).item(octets(unprotected_hex)).bytes(Bytes(64));
  return out.take();
}

Bytes message_of(const std::vector<Bytes>& signers, const std::string& unprotected_hex = "a0",
                 bool with_kid = false) {
  cbor::Encoder out;
  cbor::Encoder body;
  body.map(with_kid ? 2 : 1);
  if (with_kid) body.integer(header::kKid).bytes(Bytes(8));
  encode_typ(body.integer(header::kTyp), Typ::kRoot);
  out.tag(kTagSign).array(4).bytes(body.view()).item(octets(unprotected_hex)).bytes(example_payload());
  out.array(signers.size());
  for (const auto& signer : signers) out.item(signer);
  return out.take();
}

const std::string kSignerA =
    "a20132044800000000000000"
    "0a";
const std::string kSignerB =
    "a20132044800000000000000"
    "0b";

TEST_CASE("a message by three signers verifies and names them by their thumbprints") {
  const Signers signers;
  const auto message = made_by(signers.all());
  const auto opened = open(message, signers.keys());
  REQUIRE(opened);
  CHECK(equal(opened->payload(), example_payload()));
  CHECK(opened->signers().size() == 3);
  CHECK(opened->count_of(signers.keys()) == 3);
  CHECK(opened->count_of(std::vector{signers.keys()[1]}) == 1);
  CHECK(opened->count_of(std::vector{make_signer(Algorithm::kEd25519, 9)->public_key()}) == 0);
}

TEST_CASE("the order in which people signed leaves no trace") {
  const Signers signers;
  auto reversed = signers.all();
  std::reverse(reversed.begin(), reversed.end());
  const auto forward = made_by(signers.all());
  const auto backward = made_by(reversed);
  CHECK(kids_of(forward) == kids_of(backward));
  const auto sorted = kids_of(forward);
  CHECK(std::is_sorted(sorted.begin(), sorted.end()));
}

TEST_CASE("signatures made apart are put together") {
  const Signers signers;
  std::vector<OneSignature> parts;
  for (auto* signer : signers.all()) {
    auto part = sign_part(Typ::kRoot, example_payload(), *signer);
    REQUIRE(part);
    parts.push_back(*part);
  }
  const auto message = assemble_sign(Typ::kRoot, example_payload(), parts);
  REQUIRE(message);
  CHECK(open(*message, signers.keys()));

  parts.push_back(parts.front());
  CHECK(word_of(assemble_sign(Typ::kRoot, example_payload(), parts)) == "duplicate-key");
  CHECK(word_of(assemble_sign(Typ::kRoot, example_payload(), {})) == "cose");
  CHECK(word_of(assemble_sign(Typ::kRoot, example_payload(), std::vector(65, parts.front()))) == "cose");
}

TEST_CASE("a signature added to a message as received still verifies") {
  const Signers signers;
  const auto two = made_by(std::vector{signers.all()[0], signers.all()[1]});
  const auto received = Sign::parse(two, Typ::kRoot, kMax);
  REQUIRE(received);
  std::vector<OneSignature> parts;
  for (const auto& signer : received->signers()) {
    OneSignature part{signer.algorithm, signer.kid, {}};
    std::copy(signer.signature.begin(), signer.signature.end(), part.signature.begin());
    parts.push_back(part);
  }
  parts.push_back(*sign_part(Typ::kRoot, received->self_asserted_payload(), *signers.all()[2]));
  const auto three = assemble_sign(Typ::kRoot, received->self_asserted_payload(), parts);
  REQUIRE(three);
  const auto opened = open(*three, signers.keys());
  REQUIRE(opened);
  CHECK(opened->signers().size() == 3);
}

TEST_CASE("every flipped bit of a message by two signers is refused") {
  const Signers signers;
  auto message = made_by(std::vector{signers.all()[0], signers.all()[1]});
  const auto keys = signers.keys();
  REQUIRE(open(message, keys));
  for (std::size_t bit = 0; bit < 8 * message.size(); ++bit) {
    const auto mask = static_cast<std::uint8_t>(1u << bit % 8);
    message[bit / 8] ^= mask;
    INFO("bit " << bit);
    CHECK_FALSE(open(message, keys));
    message[bit / 8] ^= mask;
  }
}

TEST_CASE("a signer who is none of the keys is refused, or ignored where that was asked for") {
  const Signers signers;
  const auto message = made_by(signers.all());
  const std::vector some{signers.keys()[0], signers.keys()[1]};
  CHECK(word_of(open(message, some)) == "unknown-key");
  const auto ignored = open(message, some, Strangers::kIgnore);
  REQUIRE(ignored);
  CHECK(ignored->signers().size() == 2);
  const auto nobody = open(message, {}, Strangers::kIgnore);
  REQUIRE(nobody);
  CHECK(nobody->signers().empty());
}

TEST_CASE("one bad signature spoils the good ones beside it") {
  const Signers signers;
  std::vector<OneSignature> parts;
  for (auto* signer : signers.all()) parts.push_back(*sign_part(Typ::kRoot, example_payload(), *signer));
  parts[1].signature[40] ^= 1;
  const auto message = assemble_sign(Typ::kRoot, example_payload(), parts);
  REQUIRE(message);
  CHECK(word_of(open(*message, signers.keys())) == "issuer-signature");
  CHECK(word_of(open(*message, signers.keys(), Strangers::kIgnore)) == "issuer-signature");
}

TEST_CASE("a signature over another payload or for another typ does not verify") {
  const Signers signers;
  const auto part = sign_part(Typ::kIssuers, example_payload(), *signers.all()[0]);
  REQUIRE(part);
  const auto other_typ = assemble_sign(Typ::kRoot, example_payload(), {*part});
  CHECK(word_of(open(*other_typ, signers.keys())) == "issuer-signature");
  const auto root_part = sign_part(Typ::kRoot, example_payload(), *signers.all()[0]);
  const auto other_payload = assemble_sign(Typ::kRoot, octets("a0"), {*root_part});
  CHECK(word_of(open(*other_payload, signers.keys())) == "issuer-signature");
}

TEST_CASE("a message of another typ is refused") {
  const Signers signers;
  const auto message = made_by(signers.all());
  CHECK(word_of(Sign::parse(message, Typ::kIssuers, kMax)) == "typ");
}

TEST_CASE("the key decides a signer's algorithm") {
  const Signers signers;
  auto part = *sign_part(Typ::kRoot, example_payload(), *signers.all()[0]);
  part.algorithm = Algorithm::kEsp256;
  const auto message = assemble_sign(Typ::kRoot, example_payload(), {part});
  CHECK(word_of(open(*message, signers.keys())) == "algorithm");
}

TEST_CASE("signers out of order, twice, none or too many are refused") {
  CHECK(parsing(message_of({signer_item(kSignerA), signer_item(kSignerB)})) == "accepted");
  CHECK(parsing(message_of({signer_item(kSignerB), signer_item(kSignerA)})) == "cose");
  CHECK(parsing(message_of({signer_item(kSignerA), signer_item(kSignerA)})) == "cose");
  CHECK(parsing(message_of({})) == "cose");
  CHECK(parsing(message_of(std::vector(65, signer_item(kSignerA)))) == "cose");
}

TEST_CASE("headers of a message by many hold exactly what they should") {
  CHECK(parsing(message_of({signer_item(kSignerA)})) == "accepted");
  CHECK(parsing(message_of({signer_item(kSignerA)}, "a0", true)) == "header");
  auto signer = signer_item(kSignerA);
  signer.front() = 0x84;
  signer.push_back(0);
  CHECK(parsing(message_of({signer})) == "cose");
  auto untagged = message_of({signer_item(kSignerA)});
  untagged.erase(untagged.begin(), untagged.begin() + 2);
  CHECK(parsing(untagged) == "cose");
  untagged.insert(untagged.begin(), 0xd2);  // 18: COSE_Sign1
  CHECK(parsing(untagged) == "cose");
  CHECK(parsing(message_of({signer_item(kSignerA)}, "a10132")) == "header");
  CHECK(parsing(message_of({signer_item(kSignerA)}, "80")) == "cose");
  CHECK(parsing(message_of({signer_item(kSignerA, "a10132")})) == "header");
  CHECK(parsing(message_of({signer_item(kSignerA, "80")})) == "cose");
  CHECK(parsing(message_of({signer_item("")})) == "header");
  CHECK(parsing(message_of({signer_item("a10132")})) == "header");
  CHECK(parsing(message_of({signer_item("a301320448000000000000000a10183d")})) == "header");
  CHECK(parsing(message_of({signer_item("a2012604480000000000000000")})) == "algorithm");
  CHECK(parsing(message_of({signer_item("a2044800000000000000000132")})) == "not-deterministic");
  CHECK(parsing(octets("d8628440a0408183"
                       "40a040")) == "header");      // an empty body header
  CHECK(parsing(octets("d28440a04040")) == "cose");  // COSE_Sign1
  CHECK(parsing(octets("d8628440a04040")) == "cose");
  CHECK(parsing(octets("d8628340a040")) == "cose");
}

}  // namespace
}  // namespace cred::cose
