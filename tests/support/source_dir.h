// SPDX-License-Identifier: Apache-2.0
// Files of the project that tests read: examples and the pages of the formats.
#pragma once

#include <string>

namespace cred::test {

/// The path of a file, `name` counted from the project's root. Defined in a file of its own, which alone
/// knows where the checkout lies: objects of the others are the same in every checkout, so a compiler cache
/// serves them.
std::string source_file(const std::string& name);

}  // namespace cred::test
