// SPDX-License-Identifier: Apache-2.0
// Builds a status list for publishing. Every entry starts as
// INVALID: what was never released can never read as valid.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/time.h"
#include "cred/status/list.h"

namespace cred::status {

class ListBuilder {
 public:
  ListBuilder();
  /// `index` < kEntries.
  void set(std::uint64_t index, Status status);
  /// The CWT claims to sign under typ application/statuslist+cwt.
  Bytes claims(std::string_view uri, Instant iat, std::optional<Instant> exp) const;
  BytesView raw() const { return raw_; }

 private:
  Bytes raw_;
};

}  // namespace cred::status
