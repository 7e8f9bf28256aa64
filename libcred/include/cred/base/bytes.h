// SPDX-License-Identifier: Apache-2.0
// Octets: owned (Bytes) and borrowed (BytesView). A view never outlives what it looks at.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cred {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

inline BytesView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view as_text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes to_bytes(BytesView view) {
  return {view.begin(), view.end()};
}

/// Same length and same octets. For public values; secrets are compared by crypto.
inline bool equal(BytesView a, BytesView b) {
  return as_text(a) == as_text(b);
}

inline void append(Bytes& out, BytesView more) {
  out.insert(out.end(), more.begin(), more.end());
}

}  // namespace cred
