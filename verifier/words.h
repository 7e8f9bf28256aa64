// SPDX-License-Identifier: Apache-2.0
// The vocabulary of a verdict in Chinese, for the screen of a person. Programs read the words themselves.
#pragma once

#include <string_view>

namespace cred::verifier {

/// "in-force" is "有效". A word that has no row is given back as it is.
std::string_view chinese(std::string_view word);

}  // namespace cred::verifier
