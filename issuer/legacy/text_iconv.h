// SPDX-License-Identifier: Apache-2.0
// A text file as UTF-8, whatever it is in: UTF-8, or the GB 18030 of Chinese spreadsheets. The only file that
// knows iconv.
#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string_view>

#include "cli/failure.h"

namespace cred::issuer {

enum class Encoding { kUtf8, kGb18030 };
std::string_view name(Encoding encoding);                      // "UTF-8", "GB 18030"
std::optional<Encoding> encoding_from(std::string_view word);  // "utf-8", "gb18030"

class TextFile {
 public:
  virtual ~TextFile() = default;
  /// UTF-8 from its first to its last octet.
  virtual std::istream& stream() = 0;
  virtual Encoding encoding() const = 0;
  virtual std::uint64_t size() const = 0;  // octets on disk
  virtual std::uint64_t read() const = 0;  // of them so far
};

/// Reads the file once to tell its encoding and its faults, so that nothing is taken from a file that ends in
/// another encoding. Refused: neither of the two, with the octet where it breaks; mostly UTF-8 with a fault;
/// what could be both; UTF-16. `stated` decides what only a person can tell.
cli::Outcome<std::unique_ptr<TextFile>> open_text(const std::filesystem::path& path,
                                                  std::optional<Encoding> stated);

}  // namespace cred::issuer
