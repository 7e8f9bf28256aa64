// SPDX-License-Identifier: Apache-2.0
// The rule for every text of ours (docs/formats/common.md): 1-255 octets of UTF-8 in NFC, without characters
// that steer, hide or do not exist (Cc, Cf except ZWNJ and ZWJ, Co, Cs, Cn, Zl, Zp). Unicode 15 through
// utf8proc.
#pragma once

#include <string>
#include <string_view>

#include "cred/base/result.h"

namespace cred::codec {

inline constexpr std::size_t kMaxText = 255;  // octets

bool is_utf8(std::string_view text);

/// Reason text, detail: what is wrong and at which octet.
Result<void> check_text(std::string_view text);

/// NFKC, upper case, then only A-Z and 0-9 kept: how passport and permit numbers enter a hash.
std::string fold_number(std::string_view text);

/// NFC of valid UTF-8 (for input forms that people type); reason text when it is not UTF-8.
Result<std::string> to_nfc(std::string_view text);

/// What a terminal shows as columns (wide characters count two).
std::size_t display_width(std::string_view text);

/// Text made safe for a terminal: whatever check_text refuses, and bidi controls, become \u{..}; never fails.
std::string escaped(std::string_view untrusted);

}  // namespace cred::codec
