// SPDX-License-Identifier: Apache-2.0
#include "cred/cose/seal.h"

#include <algorithm>
#include <array>
#include <string>

#include "cred/cbor/decode.h"
#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/cose/key.h"
#include "crypto/aead.h"

namespace cred::cose {

namespace {

constexpr std::string_view kKeyMagic = "FWPKEY1";
constexpr std::string_view kWalletMagic = "FWPWLT1";
constexpr std::size_t kPrivateKeySize = 32;

// What a file may ask of the machine that opens it.
constexpr crypto::Argon2Cost kLeastCost{8'192, 1};
constexpr crypto::Argon2Cost kMostCost{1'048'576, 10};

using Salt = std::array<std::uint8_t, crypto::kArgon2SaltSize>;
using Nonce = std::array<std::uint8_t, crypto::kAeadNonceSize>;

/// How a file was sealed.
struct Lock {
  crypto::Argon2Cost cost;
  Salt salt;
  Nonce nonce;
};

struct KeyFile {
  Lock lock;
  crypto::PublicKey key;
  BytesView authenticated;  // the octets before the ciphertext, as they came
  BytesView sealed;
};

void encode(cbor::Encoder& out, const Lock& lock) {
  out.map(4).integer(1).uint(lock.cost.memory_kib).integer(2).uint(lock.cost.passes);
  out.integer(3).bytes(lock.salt).integer(4).bytes(lock.nonce);
}

/// The arrays up to the ciphertext: what the seal authenticates.
cbor::Encoder key_file_head(const Lock& lock, const crypto::PublicKey& key) {
  cbor::Encoder out;
  out.array(4).text(kKeyMagic);
  encode(out, lock);
  encode_key(out, key);
  return out;
}
cbor::Encoder wallet_head(const Lock& lock) {
  cbor::Encoder out;
  out.array(3).text(kWalletMagic);
  encode(out, lock);
  return out;
}

/// Before Argon2id runs: a file must not make whoever opens it spend more, nor hide behind less.
Result<void> check_cost(std::uint64_t memory_kib, std::uint64_t passes) {
  const bool fits = memory_kib >= kLeastCost.memory_kib && memory_kib <= kMostCost.memory_kib &&
                    passes >= kLeastCost.passes && passes <= kMostCost.passes;
  if (fits) return {};
  return fail(Reason::kKeyFile, "a cost of " + std::to_string(memory_kib) + " KiB and " +
                                    std::to_string(passes) + " passes is out of bounds");
}

template <std::size_t N>
std::array<std::uint8_t, N> array_of(BytesView octets) {
  std::array<std::uint8_t, N> out{};
  if (octets.size() == N) std::copy(octets.begin(), octets.end(), out.begin());
  return out;
}

Result<Lock> parse_lock(const cbor::Item& item) {
  cbor::MapReader in(item, "cost of the seal", Reason::kKeyFile);
  const auto memory = in.required_uint(1);
  const auto passes = in.required_uint(2);
  const auto salt = in.required_bytes(3, crypto::kArgon2SaltSize);
  const auto nonce = in.required_bytes(4, crypto::kAeadNonceSize);
  CRED_CHECK(in.finish());
  CRED_CHECK(check_cost(memory, passes));
  return Lock{{static_cast<std::uint32_t>(memory), static_cast<std::uint32_t>(passes)},
              array_of<crypto::kArgon2SaltSize>(salt),
              array_of<crypto::kAeadNonceSize>(nonce)};
}

Result<KeyFile> parse(BytesView file) {
  auto item = cbor::decode(file, cbor::Limits::own(kMaxKeyFile));
  if (!item) return fail(Reason::kKeyFile, "not a key file: " + item.error().detail);
  cbor::ArrayReader in(*item, "key file", Reason::kKeyFile);
  if (in.next_text() != kKeyMagic) in.refuse("not of this format or version");
  const auto lock_item = in.next();
  const auto key_item = in.next();
  const auto sealed_item = in.next();
  CRED_CHECK(in.finish());

  CRED_TRY(const auto lock, parse_lock(lock_item));
  CRED_TRY(auto key, parse_key(key_item, Reason::kKeyFile));
  const auto sealed = sealed_item.bytes();
  if (!sealed || sealed->size() != kPrivateKeySize + crypto::kAeadTagSize)
    return fail(Reason::kKeyFile, "the sealed part is not 48 octets");
  return KeyFile{lock, std::move(key), file.first(file.size() - sealed_item.encoded().size()), *sealed};
}

Result<SecretBytes> sealing_key(const Lock& lock, const SecretBytes& passphrase) {
  SecretBytes key(crypto::kAeadKeySize);
  CRED_CHECK(crypto::argon2id(passphrase.reveal(), lock.salt, lock.cost, key.reveal_mutable()));
  return key;
}

Result<Bytes> sealed(cbor::Encoder head, const Lock& lock, const SecretBytes& content,
                     const SecretBytes& passphrase) {
  CRED_TRY(const auto key, sealing_key(lock, passphrase));
  const Bytes box = crypto::aead_seal(key, lock.nonce, head.view(), content);
  return head.bytes(box).take();
}

Lock new_lock(crypto::Argon2Cost cost, crypto::RandomSource& random) {
  const auto salt = random.take<crypto::kArgon2SaltSize>();
  const auto nonce = random.take<crypto::kAeadNonceSize>();
  return {cost, salt, nonce};
}

}  // namespace

Result<Bytes> seal(const crypto::PrivateKey& key, const SecretBytes& passphrase, crypto::RandomSource& random,
                   crypto::Argon2Cost cost) {
  CRED_CHECK(check_cost(cost.memory_kib, cost.passes));
  CRED_TRY(const auto signer, crypto::make_software_signer(key));
  const auto lock = new_lock(cost, random);
  return sealed(key_file_head(lock, signer->public_key()), lock, key.secret, passphrase);
}

Result<crypto::PrivateKey> unseal(BytesView file, const SecretBytes& passphrase) {
  CRED_TRY(const auto parsed, parse(file));
  CRED_TRY(const auto sealing, sealing_key(parsed.lock, passphrase));
  auto secret = crypto::aead_open(sealing, parsed.lock.nonce, parsed.authenticated, parsed.sealed);
  if (!secret)
    return fail(Reason::kPassphrase, "the passphrase does not open this key file, or it was changed");
  crypto::PrivateKey key{parsed.key.algorithm(), std::move(*secret)};
  CRED_TRY(const auto signer, crypto::make_software_signer(key));
  if (!(signer->public_key() == parsed.key))
    return fail(Reason::kKeyFile, "the two halves of the key do not fit");
  return key;
}

Result<crypto::PublicKey> sealed_public_key(BytesView file) {
  CRED_TRY(auto parsed, parse(file));
  return std::move(parsed.key);
}

Result<Bytes> seal_wallet(const SecretBytes& content, const SecretBytes& passphrase,
                          crypto::RandomSource& random, crypto::Argon2Cost cost) {
  CRED_CHECK(check_cost(cost.memory_kib, cost.passes));
  const auto lock = new_lock(cost, random);
  return sealed(wallet_head(lock), lock, content, passphrase);
}

Result<SecretBytes> unseal_wallet(BytesView file, const SecretBytes& passphrase) {
  auto item = cbor::decode(file, cbor::Limits::own(kMaxWallet));
  if (!item) return fail(Reason::kKeyFile, "not a wallet: " + item.error().detail);
  cbor::ArrayReader in(*item, "wallet", Reason::kKeyFile);
  if (in.next_text() != kWalletMagic) in.refuse("not of this format or version");
  const auto lock_item = in.next();
  const auto sealed_item = in.next();
  CRED_CHECK(in.finish());
  CRED_TRY(const auto lock, parse_lock(lock_item));
  const auto box = sealed_item.bytes();
  if (!box) return fail(Reason::kKeyFile, "the sealed part is no byte string");

  CRED_TRY(const auto sealing, sealing_key(lock, passphrase));
  const auto authenticated = file.first(file.size() - sealed_item.encoded().size());
  auto content = crypto::aead_open(sealing, lock.nonce, authenticated, *box);
  if (!content)
    return fail(Reason::kPassphrase, "the passphrase does not open this wallet, or it was changed");
  return std::move(*content);
}

}  // namespace cred::cose
