// SPDX-License-Identifier: Apache-2.0
// Document identifiers: 80 bits as 16 characters of Crockford base32 (no I, L, O, U), upper case only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cred::codec {

inline constexpr std::size_t kDocumentIdLength = 16;

std::string to_document_id(const std::array<std::uint8_t, 10>& bits);

/// 16 characters of the alphabet, nothing else. Lower case and look-alikes are refused: one text for one id.
bool is_document_id(std::string_view text);

/// The bits of such a text; none when it is none.
std::optional<std::array<std::uint8_t, 10>> from_document_id(std::string_view text);

}  // namespace cred::codec
