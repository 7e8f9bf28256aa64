// SPDX-License-Identifier: Apache-2.0
// What a new root or issuers object changes, one line a change, for the people who sign it and for those who
// import it: "+ …" came, "- …" went, "~ …" is another now, "! …" a key was withdrawn.
#pragma once

#include <string>
#include <vector>

#include "cred/trust/issuers.h"
#include "cred/trust/root.h"

namespace cred::cli {

using Lines = std::vector<std::string>;

Lines root_changes(const trust::RootContent& before, const trust::RootContent& after);
/// `before`: nullptr when nothing was held.
Lines issuers_changes(const trust::IssuersContent* before, const trust::IssuersContent& after);

/// "CN-110000 permits, Ed25519 0123456789abcdef, signs 2024-12-01 until 2036-01-01, categories A B C, …".
std::string entry_text(const trust::Entry& entry);
/// "permits key 0123456789abcdef of CN-110000": its kid is what people compare.
std::string key_text(const trust::Entry& entry);
/// The kid in hexadecimal.
std::string kid_text(const crypto::PublicKey& key);
/// "1 hour", "7 days".
std::string duration_text(std::uint64_t seconds);
/// China time, "2026-01-15 12:00", without the time when it is midnight.
std::string china_time(Instant instant);

}  // namespace cred::cli
