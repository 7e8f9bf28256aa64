// SPDX-License-Identifier: Apache-2.0
// QR text to verdict by a verifier that is ready, against the bare signature check of the same octets.
#include "cred/verify.h"

#include "bench/cases.h"
#include "bench/reference/reference.h"
#include "bench/sample.h"

namespace cred::bench {

namespace {

Contestant our_verify(const Sample& sample) {
  return {"libcred", [&sample, next = std::size_t{0}](std::size_t count) mutable {
            const auto context = sample.context();
            for (std::size_t i = 0; i < count; ++i) {
              const auto verdict = verify(sample.permits()[next++ % kPermits].text, context);
              require(verdict.code == VerdictCode::kValid, "a sample permit is not VALID");
            }
          }};
}

Contestant raw_ed25519(const Sample& sample) {
  return {"crypto_sign_verify_detached", [&sample, next = std::size_t{0}](std::size_t count) mutable {
            const auto key = sample.key()->public_key().x();
            for (std::size_t i = 0; i < count; ++i) {
              const auto& pieces = sample.permits()[next++ % kPermits].pieces;
              require(reference::ed25519_verifies(key, pieces.message, pieces.signature), "raw Ed25519");
            }
          }};
}

Contestant raw_es256(const Sample& sample, const reference::Es256Verifier& verifier,
                     const std::vector<Bytes>& der) {
  return {"SHA-256 + EVP_PKEY_verify", [&, next = std::size_t{0}](std::size_t count) mutable {
            for (std::size_t i = 0; i < count; ++i, ++next) {
              const auto& pieces = sample.permits()[next % kPermits].pieces;
              require(verifier.verifies(pieces.message, der[next % kPermits]), "raw ES256");
            }
          }};
}

Contestant without_signature(Contestant whole) {
  return {"libcred, signature left out", [run = std::move(whole.run)](std::size_t count) {
            const reference::WithoutSignature skipped;
            run(count);
          }};
}

}  // namespace

std::vector<Row> verify_cases(const Surroundings& around) {
  const Sample ed25519(crypto::Algorithm::kEd25519);
  const Sample es256(crypto::Algorithm::kEsp256);
  const auto& p256 = es256.key()->public_key();
  const reference::Es256Verifier verifier(p256.x(), p256.y());
  std::vector<Bytes> der;
  for (const auto& permit : es256.permits()) der.push_back(reference::to_der(permit.pieces.signature));

  const Comparison comparisons[] = {
      {"verify-ed25519", "QR text to verdict, list of 2^20", our_verify(ed25519), raw_ed25519(ed25519), 1.15},
      {"verify-es256", "the same, ES256", our_verify(es256), raw_es256(es256, verifier, der), 1.10},
      {"verify-rest", "everything but the signature", without_signature(our_verify(ed25519)),
       raw_ed25519(ed25519), 0.12},
  };
  std::vector<Row> rows;
  for (const auto& comparison : comparisons) rows.push_back(compare(comparison, around.effort));
  return rows;
}

}  // namespace cred::bench
