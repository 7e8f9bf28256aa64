// SPDX-License-Identifier: Apache-2.0
// The switch that tools/step_deletion puts at every check of the copies it compiles. Included before each of
// them by the compiler; the library itself knows nothing of it.
#pragma once

namespace cred_step {

/// Whether check `number` is the one to leave out. Asked only when the check refuses, and noted: so the tests
/// that a check matters to are known.
bool is_deleted(int number);

}  // namespace cred_step

#define CRED_STEP_CHECK(number, ...)                                                         \
  do {                                                                                       \
    if (auto checked = (__VA_ARGS__); !checked)                                              \
      if (!cred_step::is_deleted(number)) return tl::unexpected(std::move(checked).error()); \
  } while (false)

#define CRED_STEP_RETURN(number, ...)                         \
  do {                                                        \
    auto checked = (__VA_ARGS__);                             \
    if (!checked && cred_step::is_deleted(number)) return {}; \
    return checked;                                           \
  } while (false)
