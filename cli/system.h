// SPDX-License-Identifier: Apache-2.0
// The seam to the operating system: an owned file descriptor, and one wording for everything it refuses.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string_view>
#include <utility>

#include "cli/failure.h"
#include "cred/base/bytes.h"

namespace cred::cli {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  explicit operator bool() const { return number_ >= 0; }
  int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }
  /// 0, or the errno of a close that found out late that the content was not kept (network file systems).
  int close();

 private:
  int number_ = -1;
};

/// "cannot WHAT PATH: REASON" and what to do about it, exit kOutside. `error` is an errno.
tl::unexpected<Failure> system_failure(std::string_view what, const std::filesystem::path& path, int error);

/// Makes the names in a folder last. 0, or the errno.
int sync_folder(const std::filesystem::path& folder);

/// 0 when every octet was taken, else the errno.
int write_fully(int descriptor, BytesView content);

}  // namespace cred::cli
