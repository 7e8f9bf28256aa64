// SPDX-License-Identifier: Apache-2.0
#include <sodium.h>

#include <cstdlib>
#include <cstring>
#include <utility>

#include "cred/base/secret.h"

namespace cred {

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
  if (size == 0) return;
  // sodium_init is idempotent and safe from several threads; no secure memory means no secrets.
  if (sodium_init() < 0) std::abort();
  data_ = static_cast<std::uint8_t*>(sodium_malloc(size));
  if (data_ == nullptr) std::abort();
  std::memset(data_, 0, size);
}

SecretBytes SecretBytes::copy_of(BytesView source) {
  SecretBytes copy(source.size());
  if (!source.empty()) std::memcpy(copy.data_, source.data(), source.size());
  return copy;
}

SecretBytes::~SecretBytes() {
  sodium_free(data_);
}  // wipes first; a null pointer is fine

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

void wipe(std::span<std::uint8_t> memory) {
  sodium_memzero(memory.data(), memory.size());
}

}  // namespace cred
