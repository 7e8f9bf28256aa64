// SPDX-License-Identifier: Apache-2.0
// The cards in the registry's database.
#pragma once

#include "issuer/registry/cards.h"
#include "issuer/registry/sqlite_statement.h"

namespace cred::issuer {

/// From schema 3 to 4. An older version would publish no register, so it must not open what this one has
/// opened.
extern const char* const kFourthSchema;

/// `database` outlives it.
std::unique_ptr<CardRegistry> card_registry(sqlite3* database);

}  // namespace cred::issuer
