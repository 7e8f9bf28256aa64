// SPDX-License-Identifier: Apache-2.0
// JSON that may be printed on a terminal: what JSON itself lets stand, but what steers a screen or turns the
// reading direction, is written as \uXXXX. Any reader of JSON gets the same values.
#pragma once

#include <string>
#include <string_view>

namespace cred::cli {

/// `json`: one line of valid JSON.
std::string json_line(std::string_view json);

}  // namespace cred::cli
