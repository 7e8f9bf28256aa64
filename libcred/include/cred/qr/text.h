// SPDX-License-Identifier: Apache-2.0
// The text of our QR codes: an exact upper-case prefix, then Base45 (docs/formats/qr-text.md). One symbol, no
// compression.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"

namespace cred::qr {

enum class Kind : std::uint8_t {
  kStaticPermit,  // FWS1:
  kPresentation,  // FWP1:
  kChallenge,     // FWC1:
  kEnrolment,     // FWE1:
};

inline constexpr std::size_t kMaxText = 4296;        // characters a reader takes: version 40-L
inline constexpr std::size_t kMaxBytesStatic = 964;  // a maker's limit: version 25 at level M
inline constexpr std::size_t kMaxBytesLive = 1232;   // a maker's limit: version 25 at level L

std::string_view prefix(Kind kind);
std::string to_text(Kind kind, BytesView token);

struct Token {
  Kind kind;
  Bytes bytes;
};

/// One code's text (or one line of a text file). Spaces, CR and LF at the end are trimmed. Reasons: no-code
/// (empty), too-large (more than kMaxText characters), web-address, not-ours, base45.
Result<Token> from_text(std::string_view text);

}  // namespace cred::qr
