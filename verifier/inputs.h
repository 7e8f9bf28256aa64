// SPDX-License-Identifier: Apache-2.0
// From what stands on the command line to the texts of codes: pictures, text files with one code a line,
// PDFs, folders, "-". Names are FILE, FILE:LINE (text) and FILE#N (the Nth of several codes of a picture or
// PDF).
#pragma once

#include <functional>
#include <string>

#include "cli/failure.h"
#include "verifier/picture_reader.h"

namespace cred::verifier {

inline constexpr std::size_t kMaxTextFile = 64u << 20;  // octets read of a text, whatever it is

/// One code, or why none was had.
struct Code {
  std::string name;
  Result<std::string> text;  // reasons: no-code, too-large, unsupported-format
};

using Take = std::function<void(const Code&)>;

/// Calls `take` for each code in order; text is streamed. A failure is for what could not be opened or read.
cli::Outcome<void> for_each_code(const std::string& input, PictureReader& reader, const Take& take);

}  // namespace cred::verifier
