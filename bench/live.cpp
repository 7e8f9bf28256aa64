// SPDX-License-Identifier: Apache-2.0
// Live codes: text to verdict against the two bare signature checks of the same octets, issuer's and
// device's; and making a code against one bare signature. 1,024 permits, each in a phone of its own: whoever
// checks them has never seen the device's key before, neither we nor the bare library.
#include <memory>

#include "bench/cases.h"
#include "bench/reference/reference.h"
#include "bench/sample.h"
#include "cred/present.h"

namespace cred::bench {

namespace {

constexpr auto kRole = trust::VerifierRole::kEmployer;

/// One permit in one phone, and the code it shows.
struct Phone {
  test::SignerKey device;
  HeldPermit held;
  std::string text;
  SignedPieces issued;     // what the issuer signed
  SignedPieces presented;  // what the device signed
};

credential::WalletPermit permit_of(const Draft& draft) {
  const auto print = draft.view().permit;
  const auto day = [](std::uint64_t number) { return *Day::from_yyyymmdd(number); };
  return {{print.category, print.region, print.valid_from, print.valid_until},
          print.name,
          {credential::Sex::kFemale, day(19840719), "Z000101", "SAU", day(20310302)},
          {"110000202500101010", day(20250208), "SAU", draft.employer, draft.uscc, "工程师", print.region,
           credential::Kind::kOver90Days},
          draft.passport,
          {1, "SAU00000000Z000101", print.region, std::nullopt, credential::Event::kIssued, day(20250208)}};
}

const credential::GroupSet& shown() {
  return credential::find_profile(trust::name(kRole))->groups;
}

std::vector<Phone> make_phones(const Sample& sample, crypto::Algorithm algorithm) {
  test::FixedRandom random("bench phones");
  std::vector<Phone> phones;
  for (const auto& draft : sample.drafts()) {
    auto device = test::make_key(random, algorithm);
    const WalletDraft wallet{
        draft.document_id, {draft.index, draft.uri}, device->public_key(), permit_of(draft)};
    auto token = mint_wallet(wallet, sample.entry(), *sample.key(), random, kSigned);
    require(token.has_value(), "a sample wallet credential was not minted");
    auto held = HeldPermit::reopen(std::move(*token), sample.key()->public_key(), device->public_key());
    require(held.has_value(), "a sample wallet credential was not opened");
    auto code = present_quick(*held, kRole, shown(), *device, test::kNow);
    require(code.has_value(), "a sample code was not made");
    auto issued = pieces_of(held->token());
    auto presented = pieces_of(code->token);
    phones.push_back({std::move(device), std::move(*held), std::move(code->text), std::move(issued),
                      std::move(presented)});
  }
  return phones;
}

Contestant our_verify(const Sample& sample, const std::vector<Phone>& phones) {
  return {"libcred", [&, next = std::size_t{0}](std::size_t count) mutable {
            auto context = sample.context();
            context.role = kRole;
            for (std::size_t i = 0; i < count; ++i) {
              const auto verdict = verify(phones[next++ % kPermits].text, context);
              require(verdict.code == VerdictCode::kValid, "a sample code is not VALID");
            }
          }};
}

/// Whether the device's signature verifies, by the bare library; made once for each phone.
using RawVerify = std::function<bool()>;

/// Both libraries are given the octets of a key they have never seen.
std::vector<RawVerify> raw_verifies(const std::vector<Phone>& phones) {
  std::vector<RawVerify> all;
  for (const auto& phone : phones) {
    const auto& key = phone.device->public_key();
    const auto& pieces = phone.presented;
    if (key.algorithm() == crypto::Algorithm::kEd25519) {
      all.emplace_back(
          [&] { return reference::ed25519_verifies(key.x(), pieces.message, pieces.signature); });
      continue;
    }
    Bytes point{static_cast<std::uint8_t>(key.y_odd() ? 3 : 2)};
    append(point, key.x());
    all.emplace_back([&pieces, point, der = reference::to_der(pieces.signature)] {
      return reference::es256_verifies_unseen(point, pieces.message, der);
    });
  }
  return all;
}

/// The same, with OpenSSL's objects for a thousand devices made beforehand.
std::vector<RawVerify> prepared_verifies(const std::vector<Phone>& phones) {
  std::vector<RawVerify> all;
  for (const auto& phone : phones) {
    const auto& key = phone.device->public_key();
    const auto& pieces = phone.presented;
    all.emplace_back(
        [&pieces, verifier = std::make_shared<reference::Es256Verifier>(key.x(), key.y()),
         der = reference::to_der(pieces.signature)] { return verifier->verifies(pieces.message, der); });
  }
  return all;
}

Contestant two_raw(const Sample& sample, const std::vector<Phone>& phones,
                   const std::vector<RawVerify>& devices) {
  return {"the two bare checks", [&, next = std::size_t{0}](std::size_t count) mutable {
            const auto issuer = sample.key()->public_key().x();
            for (std::size_t i = 0; i < count; ++i, ++next) {
              const auto& pieces = phones[next % kPermits].issued;
              require(reference::ed25519_verifies(issuer, pieces.message, pieces.signature), "raw issuer");
              require(devices[next % kPermits](), "raw device");
            }
          }};
}

Contestant our_present(const std::vector<Phone>& phones) {
  return {"libcred", [&, next = std::size_t{0}](std::size_t count) mutable {
            for (std::size_t i = 0; i < count; ++i) {
              const auto& phone = phones[next++ % kPermits];
              const auto code = present_quick(phone.held, kRole, shown(), *phone.device, test::kNow);
              require(code.has_value(), "a sample code was not made");
              keep(code->text);
            }
          }};
}

/// The last step of making a code: the device's key verifies what it has signed.
Contestant own_check(const std::vector<Phone>& phones) {
  return {"checked after", [&, next = std::size_t{0}](std::size_t count) mutable {
            for (std::size_t i = 0; i < count; ++i) {
              const auto& phone = phones[next++ % kPermits];
              require(phone.device->public_key().verify(phone.presented.message, phone.presented.signature),
                      "own signature");
            }
          }};
}

Contestant raw_sign(const std::vector<Phone>& phones, crypto::Algorithm algorithm) {
  const Bytes seed(32, 7);
  if (algorithm == crypto::Algorithm::kEd25519) {
    return {"crypto_sign_detached", [&phones, signer = std::make_shared<reference::Ed25519Signer>(seed),
                                     next = std::size_t{0}](std::size_t count) mutable {
              for (std::size_t i = 0; i < count; ++i)
                keep(signer->sign(phones[next++ % kPermits].presented.message));
            }};
  }
  return {"SHA-256 + EVP_PKEY_sign", [&phones, signer = std::make_shared<reference::Es256Signer>(),
                                      next = std::size_t{0}](std::size_t count) mutable {
            for (std::size_t i = 0; i < count; ++i)
              keep(signer->sign(phones[next++ % kPermits].presented.message));
          }};
}

}  // namespace

std::vector<Row> live_cases(const Surroundings& around) {
  const Sample sample(crypto::Algorithm::kEd25519);
  std::vector<Row> rows;
  for (const auto algorithm : {crypto::Algorithm::kEd25519, crypto::Algorithm::kEsp256}) {
    const std::string name = algorithm == crypto::Algorithm::kEd25519 ? "ed25519" : "es256";
    const auto phones = make_phones(sample, algorithm);
    const auto devices = raw_verifies(phones);
    const auto signature = raw_sign(phones, algorithm);
    const Comparison comparisons[] = {
        {"live-verify-" + name, "live text to verdict, a device not seen before", our_verify(sample, phones),
         two_raw(sample, phones, devices), 1.15},
        {"live-present-" + name, "groups to live text", our_present(phones), signature, 1.5,
         own_check(phones)},
        {"live-checked-" + name, "the same, verified before it is shown", our_present(phones), signature, {}},
    };
    for (const auto& comparison : comparisons) rows.push_back(compare(comparison, around.effort));
    if (algorithm == crypto::Algorithm::kEd25519) continue;  // libsodium has no object to prepare
    const auto prepared = prepared_verifies(phones);
    rows.push_back(compare({"live-prepared-" + name,
                            "the same against key objects made beforehand",
                            our_verify(sample, phones),
                            two_raw(sample, phones, prepared),
                            {}},
                           around.effort));
  }
  return rows;
}

}  // namespace cred::bench
