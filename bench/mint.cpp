// SPDX-License-Identifier: Apache-2.0
// Draft to QR text, passport tag given, against the bare signature of the same octets. The check of the new
// signature is a verification more and is left out of the first line; the others say what a whole permit
// costs.
#include "cred/mint.h"

#include "bench/cases.h"
#include "bench/reference/reference.h"
#include "bench/sample.h"
#include "cli/picture/render.h"
#include "cred/cose/sign1.h"
#include "cred/credential/passport_check.h"

namespace cred::bench {

namespace {

Issued minted(const Sample& sample, const trust::Entry& entry, std::size_t number) {
  auto issued = mint_static(sample.drafts()[number % kPermits].view(), entry, *sample.key(), kSigned);
  require(issued.has_value(), "a sample permit was not minted");
  return std::move(*issued);
}

Contestant our_mint(const Sample& sample) {
  return {"libcred", [&sample, entry = sample.entry(), next = std::size_t{0}](std::size_t count) mutable {
            for (std::size_t i = 0; i < count; ++i) keep(minted(sample, entry, next++));
          }};
}

Contestant without_check(Contestant whole) {
  return {"libcred, not checked after", [run = std::move(whole.run)](std::size_t count) {
            const reference::WithoutSignature skipped;
            run(count);
          }};
}

/// The last step of mint_static once more: what a verifier will read.
Contestant read_back(const Sample& sample) {
  return {"read back", [&sample, next = std::size_t{0}](std::size_t count) mutable {
            for (std::size_t i = 0; i < count; ++i) {
              auto message = cose::Sign1::parse(sample.permits()[next++ % kPermits].token);
              require(message.has_value(), "a sample token does not parse");
              const auto verified = std::move(*message).verify(sample.key()->public_key());
              require(verified.has_value(), "a sample token does not verify");
              const auto claims = cwt::Claims::parse(*verified);
              require(claims && credential::parse_static(claims->permit), "a sample permit does not parse");
            }
          }};
}

Contestant raw_sign(const Sample& sample, const reference::Ed25519Signer& signer) {
  return {"crypto_sign_detached", [&, next = std::size_t{0}](std::size_t count) mutable {
            for (std::size_t i = 0; i < count; ++i)
              keep(signer.sign(sample.permits()[next++ % kPermits].pieces.message));
          }};
}

/// Passport tag, permit, symbol, PNG: what `cred-issuer mint` does for a row, without its registry.
Contestant whole_permit(const Sample& sample) {
  return {
      "tag, permit, PNG",
      [&sample, entry = sample.entry(), next = std::size_t{0}](std::size_t count) mutable {
        for (std::size_t i = 0; i < count; ++i, ++next) {
          keep(credential::passport_tag("Z" + std::to_string(100'000 + next), *Day::from_yyyymmdd(19840719),
                                        sample.drafts()[next % kPermits].passport.salt));
          const auto symbol = qr::Symbol::encode(minted(sample, entry, next).text, qr::Level::kM);
          require(symbol.has_value(), "a sample permit fits no symbol");
          keep(cli::to_png(*symbol));
        }
      }};
}

}  // namespace

std::vector<Row> mint_cases(const Surroundings& around) {
  const Sample sample(crypto::Algorithm::kEd25519);
  const Bytes seed(32, 7);
  const reference::Ed25519Signer signer(seed);
  const auto raw = raw_sign(sample, signer);
  const Comparison comparisons[] = {
      {"mint", "draft to QR text", without_check(our_mint(sample)), raw, 1.25,
       without_check(read_back(sample))},
      {"mint-checked", "the same, verified before it leaves", our_mint(sample), raw, {}},
      {"mint-whole", "one permit with passport tag (Argon2id) and PNG", whole_permit(sample), raw, {}},
  };
  std::vector<Row> rows;
  for (const auto& comparison : comparisons) rows.push_back(compare(comparison, around.effort));
  return rows;
}

}  // namespace cred::bench
