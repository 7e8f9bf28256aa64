// SPDX-License-Identifier: Apache-2.0
// What the libraries do with the same octets when nobody stands between: contexts made once and used again,
// keys parsed once, nothing checked that the library does not check itself. Nothing of libcred is called
// here.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cred::bench::reference {

using View = std::span<const std::uint8_t>;

/// libsodium's crypto_sign_verify_detached and nothing else.
bool ed25519_verifies(View public_key, View message, View signature);

/// libsodium's crypto_sign_detached.
class Ed25519Signer {
 public:
  explicit Ed25519Signer(View seed);
  std::vector<std::uint8_t> sign(View message) const;

 private:
  std::vector<std::uint8_t> secret_;
};

/// SHA-256 and EVP_PKEY_verify, both contexts reused; one object a thread. Signatures are DER already.
class Es256Verifier {
 public:
  Es256Verifier(View x, View y);
  ~Es256Verifier();
  Es256Verifier(const Es256Verifier&) = delete;
  Es256Verifier& operator=(const Es256Verifier&) = delete;
  bool verifies(View message, View der_signature) const;

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};
std::vector<std::uint8_t> to_der(View raw_signature);

/// SHA-256 and EVP_PKEY_verify under a key that was never seen before, as libsodium always does it: from the
/// octets of a compressed point (33), by the quickest way OpenSSL has, a copy of a key object for the curve.
bool es256_verifies_unseen(View point, View message, View der_signature);

/// SHA-256 and EVP_PKEY_sign under a key made here, both contexts reused.
class Es256Signer {
 public:
  Es256Signer();
  ~Es256Signer();
  Es256Signer(const Es256Signer&) = delete;
  Es256Signer& operator=(const Es256Signer&) = delete;
  std::vector<std::uint8_t> sign(View message) const;

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

/// A grey picture through libpng's own simplified reader.
struct Grey {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;
};
Grey read_png(View file);
/// A noisy picture as a PNG file of 8-bit grey.
std::vector<std::uint8_t> write_png(const Grey& image);

/// ZXing's full search, QR only, at most one symbol: what careful users of the library call.
std::string find_qr(View pixels, int width, int height);

/// While one of these lives, libcred's calls of crypto_sign_verify_detached answer yes at once (the linker
/// routes them here): what remains is the cost of everything but the signature.
class WithoutSignature {
 public:
  WithoutSignature();
  ~WithoutSignature();
};

}  // namespace cred::bench::reference
