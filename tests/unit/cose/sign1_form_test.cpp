// SPDX-License-Identifier: Apache-2.0
// Messages whose signature is good and whose form is not ours.
#include <catch2/catch.hpp>

#include "cred/cose/labels.h"
#include "cred/cose/sign1.h"
#include "message.h"

namespace cred::cose {
namespace {

using crypto::Algorithm;

/// A COSE_Sign1 in its parts; the signature is over whatever they are.
struct Parts {
  std::unique_ptr<crypto::Signer> signer = make_signer(Algorithm::kEd25519);
  Bytes tag = octets("d2");
  Bytes array = octets("84");
  Bytes header = encode_header({Algorithm::kEd25519, key_id(signer->public_key()), Typ::kStaticPermit});
  Bytes unprotected = octets("a0");
  Bytes payload = example_payload();

  crypto::Signature signature() const { return *signer->sign(SigStructure::sign1(header, payload)); }

  Bytes with_signature(BytesView signature_octets) const {
    cbor::Encoder rest;
    rest.bytes(header).item(unprotected).bytes(payload).bytes(signature_octets);
    Bytes token = tag;
    append(token, array);
    append(token, rest.view());
    return token;
  }

  std::string verdict(BytesView token) const {
    auto message = Sign1::parse(token);
    if (!message) return word_of(message);
    return word_of(std::move(*message).verify(signer->public_key()));
  }
  std::string verdict() const { return verdict(with_signature(signature())); }
};

TEST_CASE("the parts as they should be are accepted") {
  CHECK(Parts().verdict() == "accepted");
}

TEST_CASE("another tag, none, or two are refused") {
  Parts parts;
  parts.tag = octets("d862");  // 98: COSE_Sign
  CHECK(parts.verdict() == "cose");
  parts.tag = {};
  CHECK(parts.verdict() == "cose");
  parts.tag = octets("d2d2");
  CHECK(parts.verdict() == "cose");
  parts.tag = octets("d83dd2");  // 61: a tagged CWT
  CHECK(parts.verdict() == "cbor");
  parts.tag = octets("d1");  // 17: COSE_Mac0
  CHECK(parts.verdict() == "cbor");
  parts.tag = octets("d812");  // 18, one octet too long
  CHECK(parts.verdict() == "not-deterministic");
}

TEST_CASE("other members than four of their types are refused") {
  const Parts parts;
  const auto reading = [&](std::string_view hex) { return parts.verdict(octets(hex)); };
  CHECK(reading("d2a0") == "cose");
  CHECK(reading("d280") == "cose");
  CHECK(reading("d28340a040") == "cose");
  CHECK(reading("d28540a0404000") == "cose");
  CHECK(reading("d284a0a04040") == "cose");  // the protected header as a map
  CHECK(reading("d28440804040") == "cose");  // the unprotected header as an array
  CHECK(reading("d28440406040") == "cose");
  CHECK(reading("d28440a06040") == "cose");  // payload as text
  CHECK(reading("d28440a04060") == "cose");  // signature as text
  CHECK(reading("d28440a0f640") == "cbor");  // detached payload
  CHECK(reading("d29f40a04040ff") == "not-deterministic");
}

TEST_CASE("an unprotected header that says anything is refused, whatever it says") {
  Parts parts;
  for (const auto* unprotected : {"a10132",
                                  "a1044801020304050607"
                                  "08",
                                  "a111814100", "a1617800"}) {
    parts.unprotected = octets(unprotected);
    CHECK(parts.verdict() == "header");
  }
}

TEST_CASE("a wallet credential carries disclosures outside its signature, at most 32, and nothing else") {
  Parts parts;
  parts.header =
      encode_header({Algorithm::kEd25519, key_id(parts.signer->public_key()), Typ::kWalletCredential});
  const auto with = [&](const Bytes& unprotected) {
    parts.unprotected = unprotected;
    return parts.verdict();
  };
  const auto disclosures = [](std::size_t count) {
    cbor::Encoder out;
    out.map(1).integer(17).array(count);
    for (std::size_t i = 0; i < count; ++i) out.bytes({});
    return out.take();
  };
  CHECK(with(disclosures(1)) == "accepted");
  CHECK(with(disclosures(kMaxDisclosures)) == "accepted");
  CHECK(with(disclosures(kMaxDisclosures + 1)) == "cbor");
  CHECK(with(disclosures(0)) == "header");
  CHECK(with(octets("a2118140181800")) == "header");  // a member 24 beside them
  CHECK(with(octets("a10440")) == "header");
  CHECK(with(octets("a1118100")) == "header");
  CHECK(with(octets("a11100")) == "header");
}

TEST_CASE("a protected header that is not ours is refused before its signature is looked at") {
  Parts parts;
  parts.header = {};
  CHECK(parts.verdict() == "header");
  parts.header = octets("a10132");
  CHECK(parts.verdict() == "header");
  parts.header = octets(
      "a3013204480102030405060708"
      "10183e");
  CHECK(parts.verdict() == "typ");
  parts.header = octets(
      "a3012704480102030405060708"
      "10183d");
  CHECK(parts.verdict() == "algorithm");
  parts.header = octets(
      "a3013204480102030405060708"
      "10183d00");
  CHECK(parts.verdict() == "cbor");
}

TEST_CASE("a header may name a kid that is not the key's: the key's octets decide") {
  Parts parts;
  parts.header = encode_header({Algorithm::kEd25519, KeyId({1, 2, 3, 4, 5, 6, 7, 8}), Typ::kStaticPermit});
  CHECK(parts.verdict() == "accepted");
}

TEST_CASE("a signature that is not 64 octets is a bad signature, not a bad form") {
  const Parts parts;
  const auto signature = parts.signature();
  CHECK(parts.verdict(parts.with_signature(BytesView(signature).first(63))) == "issuer-signature");
  CHECK(parts.verdict(parts.with_signature({})) == "issuer-signature");
  Bytes longer(signature.begin(), signature.end());
  longer.push_back(0);
  CHECK(parts.verdict(parts.with_signature(longer)) == "issuer-signature");
}

TEST_CASE("the high one of two ECDSA signatures is a bad signature") {
  Parts parts;
  parts.signer = make_signer(Algorithm::kEsp256);
  parts.header = encode_header({Algorithm::kEsp256, key_id(parts.signer->public_key()), Typ::kStaticPermit});
  auto signature = parts.signature();
  CHECK(parts.verdict(parts.with_signature(signature)) == "accepted");

  // s becomes n - s, which every library takes as well.
  const auto order = octets("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  int borrow = 0;
  for (std::size_t i = 32; i-- > 0;) {
    const int difference = order[i] - signature[32 + i] - borrow;
    borrow = difference < 0 ? 1 : 0;
    signature[32 + i] = static_cast<std::uint8_t>(difference + 256 * borrow);
  }
  const auto signed_octets = SigStructure::sign1(parts.header, parts.payload);
  CHECK(parts.signer->public_key().verify(signed_octets.bytes(), signature, crypto::EcdsaForm::kAnyS));
  CHECK(parts.verdict(parts.with_signature(signature)) == "issuer-signature");
}

TEST_CASE("payload octets are not looked into before the signature") {
  Parts parts;
  parts.payload = octets("ff");
  CHECK(Sign1::parse(parts.with_signature(parts.signature())));
  CHECK(parts.verdict() == "accepted");  // its reader will refuse it
}

TEST_CASE("the signed octets are RFC 9052's") {
  CHECK(codec::to_hex(SigStructure::sign1(octets("a10132"), octets("a0")).bytes()) ==
        "846a5369676e61747572653143a101324041a0");
  CHECK(codec::to_hex(SigStructure::sign(octets("a0"), octets("a10132"), octets("a0")).bytes()) ==
        "85695369676e617475726541a043a101324041a0");
}

}  // namespace
}  // namespace cred::cose
