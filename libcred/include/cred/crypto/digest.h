// SPDX-License-Identifier: Apache-2.0
// SHA-256 through OpenSSL, whole or in pieces.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>

#include "cred/base/bytes.h"

namespace cred::crypto {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(BytesView bytes);
/// Of the pieces one after another.
Digest sha256(std::initializer_list<BytesView> pieces);

/// For data that arrive in pieces (files of any size).
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void update(BytesView bytes);
  Digest finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace cred::crypto
