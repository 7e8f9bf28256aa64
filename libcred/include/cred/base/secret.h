// SPDX-License-Identifier: Apache-2.0
// SecretBytes: locked memory that is wiped when it goes, moves and never copies. reveal() is the word to grep
// for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "cred/base/bytes.h"

namespace cred {

class SecretBytes {
 public:
  SecretBytes() = default;
  /// `size` zero octets in guarded memory (libsodium), kept out of swap and core dumps where the system
  /// allows.
  explicit SecretBytes(std::size_t size);
  /// Copies `source` in; the caller wipes its own copy.
  static SecretBytes copy_of(BytesView source);
  ~SecretBytes();
  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;

  std::size_t size() const { return size_; }
  BytesView reveal() const { return {data_, size_}; }
  std::span<std::uint8_t> reveal_mutable() { return {data_, size_}; }

 private:
  std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Overwrites memory that held a secret; not optimised away.
void wipe(std::span<std::uint8_t> memory);

}  // namespace cred
