// SPDX-License-Identifier: Apache-2.0
// Parser: holder/wallet.cpp libcred/src/cose/seal.cpp libcred/src/cbor/reader.cpp
// Both sides of the seal: a sealed file that somebody changed, and a content that a thief who knows the
// passphrase made up.
#include "holder/wallet.h"

#include "cred/cbor/encode.h"
#include "cred/cose/key.h"
#include "cred/cose/seal.h"
#include "fuzz/live.h"
#include "fuzz/target.h"

namespace cred::fuzz {

namespace {

const SecretBytes& passphrase() {
  static const SecretBytes secret = SecretBytes::copy_of(as_bytes("example only"));
  return secret;
}

struct Document {
  const char* id;
  const char* minted = "2025-02-10T12:00:00+08:00";
};

/// [algorithm, private key, root, [* [issuer's key, credential]]], bound to a device made here.
Bytes content_of(crypto::Algorithm algorithm, const std::vector<Document>& documents) {
  test::FixedRandom random("fuzzed wallet file");
  const auto key = crypto::generate_private_key(algorithm, random);
  const auto device = *crypto::make_software_signer(key);
  const auto& permits_key = *authority().permits_key;
  const auto entry = authority().entry(trust::Purpose::kPermits, authority().permits_key);
  cbor::Encoder out;
  out.array(4).integer(crypto::to_cose(algorithm)).bytes(key.secret.reveal());
  out.bytes(published().roots.front()).array(documents.size());
  for (const auto& document : documents) {
    out.array(2);
    cose::encode_key(out, permits_key.public_key());
    out.bytes(*mint_wallet({document.id, {8, "CN-110000:1"}, device->public_key(), wallet_draft().permit()},
                           entry, *authority().permits_key, random, *instant_from_text(document.minted)));
  }
  return out.take();
}

const Bytes& sealed() {
  static const Bytes file = [] {
    test::FixedRandom random("fuzzed seal");
    const auto content = SecretBytes::copy_of(content_of(crypto::Algorithm::kEd25519, {}));
    return *cose::seal_wallet(content, passphrase(), random, {8'192, 1});
  }();
  return file;
}

/// [magic, …: no content begins so.
bool is_sealed(BytesView input) {
  constexpr std::size_t kMagicEnd = 9;
  return input.size() > kMagicEnd && equal(input.first(kMagicEnd), BytesView(sealed()).first(kMagicEnd));
}

HeldPermit copy_of(const HeldPermit& permit) {
  return *HeldPermit::reopen(to_bytes(permit.token()), permit.issuer_key(), permit.device());
}

/// By its own name, or not at all while another permit has that name too.
void must_be_found(const holder::Wallet& wallet, const HeldPermit& permit) {
  for (const auto name : {permit.claims().sub, permit.permit().work.permit_number}) {
    const auto found = wallet.find(name);
    must(found ? (*found)->claims().sub == name || (*found)->permit().work.permit_number == name
               : wallet.permits().size() > 1,
         "a permit is found by its names");
  }
}

/// What is kept in a new wallet one after the other stays readable, and an older document never takes the
/// place of a newer one.
void must_be_kept(const holder::Wallet& wallet) {
  auto other = *holder::Wallet::read("", content_of(crypto::Algorithm::kEd25519, {}));
  must(!other.find("").has_value(), "an empty wallet has no permit to show");
  for (const auto& permit : wallet.permits()) {
    must_be_found(wallet, permit);
    const auto before = other.permits().size();
    const auto kept = other.keep(copy_of(permit), wallet.root());
    must(kept || before > 0, "an empty wallet keeps any permit");
    must(other.permits().size() <= before + 1, "one more at most");
    const auto& newest = other.permits().back().claims();
    must(kept || newest.iat > permit.claims().iat || before > 1,
         "an older document is refused for a newer one");
  }
  must(!wallet.find("no such permit"), "what is not there is not found");
}

}  // namespace

std::vector<Bytes> seeds() {
  const std::vector<Document> both = {{"W7M9Q2XT7RW4VNP8"}, {"X7M9Q2XT7RW4VNP8"}};
  const std::vector<Document> older = {{"W7M9Q2XT7RW4VNP8", "2025-02-11T12:00:00+08:00"},
                                       {"X7M9Q2XT7RW4VNP8"}};
  return {sealed(), content_of(crypto::Algorithm::kEd25519, {}),
          content_of(crypto::Algorithm::kEsp256, {{"W7M9Q2XT7RW4VNP8"}}),
          content_of(crypto::Algorithm::kEd25519, both), content_of(crypto::Algorithm::kEd25519, older)};
}

bool accepts(BytesView input) {
  if (is_sealed(input)) {
    const bool opened = cose::unseal_wallet(input, passphrase()).has_value();
    must(opened == equal(input, sealed()), "a wallet file that was changed anywhere does not open");
    return opened;
  }
  const auto wallet = holder::Wallet::read("", input);
  if (!wallet) {
    must_be_plain(wallet.error().detail);
    return false;
  }
  CRED_PLANT(wallet->permits().size() == 3,
             wallet->permits().front().claims().sub == wallet->permits().back().claims().sub);
  must(equal(wallet->content().reveal(), input), "a wallet is written as it was read");
  for (const auto& permit : wallet->permits())
    must(permit.device() == wallet->device().public_key(),
         "every permit is bound to the wallet's own device");
  must_be_kept(*wallet);
  return true;
}

}  // namespace cred::fuzz
