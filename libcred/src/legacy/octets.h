// SPDX-License-Identifier: Apache-2.0
// Big-endian integers in octets, for the register's own layout.
#pragma once

#include <cstdint>
#include <span>

#include "cred/base/bytes.h"

namespace cred::legacy {

inline std::uint32_t read_u16(BytesView octets) {
  return static_cast<std::uint32_t>(octets[0]) << 8 | octets[1];
}

inline std::uint32_t read_u32(BytesView octets) {
  return read_u16(octets) << 16 | read_u16(octets.subspan(2));
}

inline void write_u16(std::span<std::uint8_t> octets, std::uint32_t value) {
  octets[0] = static_cast<std::uint8_t>(value >> 8);
  octets[1] = static_cast<std::uint8_t>(value);
}

inline void write_u32(std::span<std::uint8_t> octets, std::uint32_t value) {
  write_u16(octets, value >> 16);
  write_u16(octets.subspan(2), value);
}

}  // namespace cred::legacy
