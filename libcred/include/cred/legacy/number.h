// SPDX-License-Identifier: Apache-2.0
// How a physical card is asked for: by its number and the holder's birth date, never by one of them alone.
// Both go through Argon2id with the register's salt; what comes out finds the card's records and opens them
// (docs/formats/register.md).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/crypto/argon2.h"

namespace cred::legacy {

using Salt = std::array<std::uint8_t, crypto::kArgon2SaltSize>;
using Tag = std::array<std::uint8_t, 16>;
using RecordKey = std::array<std::uint8_t, 32>;

/// What finds and opens the cards of one number and birth date in the registers of one salt. An authority
/// keeps it beside the card it was derived from (docs/benchmarks.md: card-key), as carefully as the card's
/// own data.
struct CardKey {
  Tag tag;
  RecordKey record_key;

  friend bool operator==(const CardKey&, const CardKey&) = default;
};

/// NFKC, upper case, only A-Z 0-9 kept: "110000-2024 0021 6339" is "110000202400216339". Opaque beyond that.
/// Reason text when nothing is left.
Result<std::string> normalised_number(std::string_view text);

/// `number`: as typed. Reasons: text, crypto (19 MiB of memory could not be had).
Result<CardKey> derive_card_key(std::string_view number, Day birth_date, const Salt& salt);

/// Whether a normalised number has the form of a permanent resident's card, old (15) or new (18 characters),
/// with a right check character and this birth date in it. Such a holder needs no work permit.
bool is_permanent_resident(std::string_view normalised, Day birth_date);

}  // namespace cred::legacy
