// SPDX-License-Identifier: Apache-2.0
// Other people's test vectors: read from $CRED_VECTORS, never copied in. A folder that is not there is
// SKIPPED, a folder that is there and runs no case fails; each prints its line for tools/test.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "cred/base/bytes.h"
#include "cred/codec/hex.h"

namespace cred::test {

inline Bytes hex(const std::string& text) {
  auto bytes = codec::from_hex(text);
  REQUIRE(bytes);
  return std::move(*bytes);
}

/// One folder of vectors and the count of its cases.
class Vectors {
 public:
  explicit Vectors(std::string folder) : folder_(std::move(folder)) {
    const char* root = std::getenv("CRED_VECTORS");
    if (root != nullptr && std::filesystem::is_directory(std::filesystem::path(root) / folder_)) {
      path_ = std::filesystem::path(root) / folder_;
    }
  }

  /// False, with the line that says so, when the folder is not there.
  bool found() const {
    if (!path_) std::cout << "SKIPPED: " << folder_ << std::endl;
    return path_.has_value();
  }

  const std::filesystem::path& path() const { return *path_; }

  std::string text(const std::string& file) const {
    std::ifstream in(*path_ / file, std::ios::binary);
    INFO(file);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  nlohmann::json json(const std::string& file) const { return nlohmann::json::parse(text(file)); }

  /// One case that behaved, or did not.
  void count(bool as_expected, const std::string& which) {
    ++total_;
    good_ += as_expected ? 1 : 0;
    INFO(folder_ << ": " << which);
    CHECK(as_expected);
  }

  /// "vectors: 13/13 cose-sign1", and the check that something ran.
  void finish() const {
    std::cout << "vectors: " << good_ << "/" << total_ << " " << folder_ << std::endl;
    REQUIRE(total_ > 0);
    REQUIRE(good_ == total_);
  }

 private:
  std::string folder_;
  std::optional<std::filesystem::path> path_;
  int good_ = 0;
  int total_ = 0;
};

}  // namespace cred::test
