// SPDX-License-Identifier: Apache-2.0
// Preloaded into the tools by tests that seal and open keys hundreds of times: Argon2id answers at its least
// cost, whatever cost was asked for. Everything else is as it is, a wrong passphrase too. Files made so open
// only under the same preload; that the real cost is paid, and is the right one, other tests say (interop,
// tutorial, issuer: example).
#include <dlfcn.h>
#include <sodium.h>

extern "C" int crypto_pwhash(unsigned char* const out, unsigned long long size, const char* const password,
                             unsigned long long password_size, const unsigned char* const salt,
                             unsigned long long, size_t, int algorithm) {
  using Function = decltype(&crypto_pwhash);
  static const auto real = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "crypto_pwhash"));
  return real(out, size, password, password_size, salt, crypto_pwhash_OPSLIMIT_MIN,
              crypto_pwhash_MEMLIMIT_MIN, algorithm);
}
