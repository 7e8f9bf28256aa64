// SPDX-License-Identifier: Apache-2.0
// What is said of physical cards (mode legacy): rows that take the place of the general ones, and the clause
// that names the lists an answer rests on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cred/verdict.h"

namespace cred::sentences {

/// The two sentences of a physical card's verdict, if they differ from a code's. {…} as in sentences.cpp, and
/// {on} since when, {permission} what is known of the permission.
struct CardRow {
  std::string_view zh;
  std::string_view en;
};
std::optional<CardRow> card_row(const Verdict& verdict);

/// " on 2025-11-24", when the card's last event is the one that led to the verdict.
Message on_clause(const Verdict& verdict);
/// "; the permission runs to 2028-08-23".
Message permission_clause(const Verdict& verdict);
/// "（名单：CN-110000 [110000]，2026-01-14。）"
Message lists_clause(const Verdict& verdict);

}  // namespace cred::sentences
