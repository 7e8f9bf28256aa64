// SPDX-License-Identifier: Apache-2.0
// What cli::write_file (files.h) leaves beside its target when the power goes: whole or half, with a name
// that nobody asks for.
#pragma once

#include <filesystem>

namespace cred::cli {

/// Removes them. Only where nobody else writes this file at the time.
void remove_leftovers(const std::filesystem::path& target);

}  // namespace cred::cli
