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

constexpr std::string_view kMagic = "FWPKEY1";
constexpr std::size_t kPrivateKeySize = 32;

// What a file may ask of the machine that opens it.
constexpr crypto::Argon2Cost kLeastCost{8'192, 1};
constexpr crypto::Argon2Cost kMostCost{1'048'576, 10};

using Salt = std::array<std::uint8_t, crypto::kArgon2SaltSize>;
using Nonce = std::array<std::uint8_t, crypto::kAeadNonceSize>;

/// Everything but the ciphertext.
struct PublicPart {
  crypto::Argon2Cost cost;
  Salt salt;
  Nonce nonce;
  crypto::PublicKey key;
};

struct KeyFile {
  PublicPart part;
  BytesView authenticated;  // the octets before the ciphertext, as they came
  BytesView sealed;
};

/// The array up to the ciphertext: what the seal authenticates.
cbor::Encoder encode(const PublicPart& part) {
  cbor::Encoder out;
  out.array(4).text(kMagic);
  out.map(4).integer(1).uint(part.cost.memory_kib).integer(2).uint(part.cost.passes);
  out.integer(3).bytes(part.salt).integer(4).bytes(part.nonce);
  encode_key(out, part.key);
  return out;
}

/// Before Argon2id runs: a file must not make whoever opens it spend more, nor hide behind less.
bool is_in_bounds(std::uint64_t memory_kib, std::uint64_t passes) {
  return memory_kib >= kLeastCost.memory_kib && memory_kib <= kMostCost.memory_kib &&
         passes >= kLeastCost.passes && passes <= kMostCost.passes;
}

template <std::size_t N>
std::array<std::uint8_t, N> array_of(BytesView octets) {
  std::array<std::uint8_t, N> out{};
  if (octets.size() == N) std::copy(octets.begin(), octets.end(), out.begin());
  return out;
}

Result<KeyFile> parse(BytesView file) {
  auto item = cbor::decode(file, cbor::Limits::own(kMaxKeyFile));
  if (!item) return fail(Reason::kKeyFile, "not a key file: " + item.error().detail);
  cbor::ArrayReader in(*item, "key file", Reason::kKeyFile);
  if (in.next_text() != kMagic) in.refuse("not of this format or version");
  const auto cost_item = in.next();
  const auto key_item = in.next();
  const auto sealed_item = in.next();
  CRED_CHECK(in.finish());

  cbor::MapReader cost(cost_item, "key file cost", Reason::kKeyFile);
  const auto memory = cost.required_uint(1);
  const auto passes = cost.required_uint(2);
  const auto salt = cost.required_bytes(3, crypto::kArgon2SaltSize);
  const auto nonce = cost.required_bytes(4, crypto::kAeadNonceSize);
  CRED_CHECK(cost.finish());
  if (!is_in_bounds(memory, passes)) {
    return fail(Reason::kKeyFile, "a cost of " + std::to_string(memory) + " KiB and " +
                                      std::to_string(passes) + " passes is out of bounds");
  }
  CRED_TRY(auto key, parse_key(key_item, Reason::kKeyFile));
  const auto sealed = sealed_item.bytes();
  if (!sealed || sealed->size() != kPrivateKeySize + crypto::kAeadTagSize)
    return fail(Reason::kKeyFile, "the sealed part is not 48 octets");

  PublicPart part{{static_cast<std::uint32_t>(memory), static_cast<std::uint32_t>(passes)},
                  array_of<crypto::kArgon2SaltSize>(salt),
                  array_of<crypto::kAeadNonceSize>(nonce),
                  std::move(key)};
  return KeyFile{std::move(part), file.first(file.size() - sealed_item.encoded().size()), *sealed};
}

Result<SecretBytes> sealing_key(const PublicPart& part, const SecretBytes& passphrase) {
  SecretBytes key(crypto::kAeadKeySize);
  CRED_CHECK(crypto::argon2id(passphrase.reveal(), part.salt, part.cost, key.reveal_mutable()));
  return key;
}

}  // namespace

Result<Bytes> seal(const crypto::PrivateKey& key, const SecretBytes& passphrase, crypto::RandomSource& random,
                   crypto::Argon2Cost cost) {
  if (!is_in_bounds(cost.memory_kib, cost.passes))
    return fail(Reason::kKeyFile, "a cost that no reader would accept");
  CRED_TRY(const auto signer, crypto::make_software_signer(key));
  const auto salt = random.take<crypto::kArgon2SaltSize>();
  const auto nonce = random.take<crypto::kAeadNonceSize>();
  const PublicPart part{cost, salt, nonce, signer->public_key()};
  CRED_TRY(const auto sealing, sealing_key(part, passphrase));
  auto file = encode(part);
  const Bytes sealed = crypto::aead_seal(sealing, part.nonce, file.view(), key.secret);
  return file.bytes(sealed).take();
}

Result<crypto::PrivateKey> unseal(BytesView file, const SecretBytes& passphrase) {
  CRED_TRY(const auto parsed, parse(file));
  CRED_TRY(const auto sealing, sealing_key(parsed.part, passphrase));
  auto secret = crypto::aead_open(sealing, parsed.part.nonce, parsed.authenticated, parsed.sealed);
  if (!secret)
    return fail(Reason::kPassphrase, "the passphrase does not open this key file, or it was changed");
  crypto::PrivateKey key{parsed.part.key.algorithm(), std::move(*secret)};
  CRED_TRY(const auto signer, crypto::make_software_signer(key));
  if (!(signer->public_key() == parsed.part.key))
    return fail(Reason::kKeyFile, "the two halves of the key do not fit");
  return key;
}

Result<crypto::PublicKey> sealed_public_key(BytesView file) {
  CRED_TRY(auto parsed, parse(file));
  return std::move(parsed.part.key);
}

}  // namespace cred::cose
