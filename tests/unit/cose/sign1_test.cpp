// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/sign1.h"

#include <catch2/catch.hpp>

#include "message.h"

namespace cred::cose {
namespace {

using crypto::Algorithm;

Result<Verified> open(BytesView token, const crypto::PublicKey& key) {
  CRED_TRY(auto message, Sign1::parse(token));
  return std::move(message).verify(key);
}

struct Signed {
  std::unique_ptr<crypto::Signer> signer;
  Bytes token;

  explicit Signed(Algorithm algorithm) : signer(make_signer(algorithm)) {
    auto made = sign1(Typ::kStaticPermit, example_payload(), *signer);
    REQUIRE(made);
    token = std::move(*made);
  }
  const crypto::PublicKey& key() const { return signer->public_key(); }
};

/// Signs something else than it was given.
class Faulty final : public crypto::Signer {
 public:
  explicit Faulty(crypto::Signer& signer) : signer_(signer) {}
  const crypto::PublicKey& public_key() const override { return signer_.public_key(); }
  Result<crypto::Signature> sign(const crypto::ToBeSigned& message) override {
    auto signature = signer_.sign(message);
    if (signature) signature->back() ^= 1;
    return signature;
  }

 private:
  crypto::Signer& signer_;
};

/// A module that was pulled out.
class Absent final : public crypto::Signer {
 public:
  explicit Absent(crypto::Signer& signer) : signer_(signer) {}
  const crypto::PublicKey& public_key() const override { return signer_.public_key(); }
  Result<crypto::Signature> sign(const crypto::ToBeSigned&) override {
    return fail(Reason::kCrypto, "no module");
  }

 private:
  crypto::Signer& signer_;
};

TEST_CASE("a signed message verifies under its key and hands out its payload") {
  const Signed made(GENERATE(Algorithm::kEd25519, Algorithm::kEsp256));
  const auto opened = open(made.token, made.key());
  REQUIRE(opened);
  CHECK(equal(opened->payload(), example_payload()));
  CHECK(opened->key() == made.key());
  CHECK(opened->header().typ == Typ::kStaticPermit);
  CHECK(opened->header().kid == key_id(made.key()));
  CHECK(opened->header().algorithm == made.key().algorithm());
}

TEST_CASE("every flipped bit of a message is refused") {
  const Signed made(GENERATE(Algorithm::kEd25519, Algorithm::kEsp256));
  REQUIRE(open(made.token, made.key()));
  auto token = made.token;
  for (std::size_t bit = 0; bit < 8 * token.size(); ++bit) {
    const auto mask = static_cast<std::uint8_t>(1u << bit % 8);
    token[bit / 8] ^= mask;
    INFO("bit " << bit);

    CHECK_FALSE(open(token, made.key()));
    token[bit / 8] ^= mask;
  }
  CHECK(token == made.token);
}

TEST_CASE("a message cut at any length or followed by anything is refused as cbor") {
  const Signed made(Algorithm::kEd25519);
  for (std::size_t size = 0; size < made.token.size(); ++size)
    CHECK(word_of(Sign1::parse(BytesView(made.token).first(size))) == "cbor");
  auto longer = made.token;
  longer.push_back(0);
  CHECK(word_of(Sign1::parse(longer)) == "cbor");
}

TEST_CASE("the key decides the algorithm") {
  const Signed ed25519(Algorithm::kEd25519);
  const Signed p256(Algorithm::kEsp256);
  CHECK(word_of(open(ed25519.token, p256.key())) == "algorithm");
  CHECK(word_of(open(p256.token, ed25519.key())) == "algorithm");
}

TEST_CASE("another key of the same algorithm does not verify") {
  const auto algorithm = GENERATE(Algorithm::kEd25519, Algorithm::kEsp256);
  const Signed made(algorithm);
  CHECK(word_of(open(made.token, make_signer(algorithm, 2)->public_key())) == "issuer-signature");
}

TEST_CASE("a limit on octets is a limit") {
  const Signed made(Algorithm::kEd25519);
  CHECK(word_of(Sign1::parse(made.token, made.token.size())) == "accepted");
  CHECK(word_of(Sign1::parse(made.token, made.token.size() - 1)) == "cbor");
}

TEST_CASE("a payload that is not in our encoding is not signed") {
  const auto signer = make_signer(Algorithm::kEd25519);
  const auto signing = [&](std::string_view hex) {
    return word_of(sign1(Typ::kStaticPermit, octets(hex), *signer));
  };
  CHECK(signing("a101667065726d6974") == "accepted");
  CHECK(signing("") == "cbor");
  CHECK(signing("a1") == "cbor");
  CHECK(signing("a1010100") == "cbor");
  CHECK(signing("f93c00") == "cbor");
  CHECK(signing("a201010100") == "cbor");
  CHECK(signing("a202010100") == "not-deterministic");
  CHECK(signing("1801") == "not-deterministic");
}

TEST_CASE("a faulty signature is never handed out") {
  const auto signer = make_signer(GENERATE(Algorithm::kEd25519, Algorithm::kEsp256));
  Faulty faulty(*signer);
  CHECK(word_of(sign1(Typ::kStaticPermit, example_payload(), faulty)) == "crypto");
  Absent absent(*signer);
  CHECK(word_of(sign1(Typ::kStaticPermit, example_payload(), absent)) == "crypto");
}

}  // namespace
}  // namespace cred::cose
