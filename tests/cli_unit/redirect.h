// SPDX-License-Identifier: Apache-2.0
// One of the standard descriptors taken over by a file for as long as the object lives.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

namespace cred {

class Redirect {
 public:
  Redirect(int descriptor, const std::filesystem::path& file, int flags) : descriptor_(descriptor) {
    std::fflush(nullptr);
    saved_ = ::dup(descriptor);
    const int opened = ::open(file.c_str(), flags, 0600);
    ::dup2(opened, descriptor);
    ::close(opened);
  }
  ~Redirect() {
    std::fflush(nullptr);
    ::dup2(saved_, descriptor_);
    ::close(saved_);
  }
  Redirect(const Redirect&) = delete;
  Redirect& operator=(const Redirect&) = delete;

 private:
  int descriptor_;
  int saved_;
};

}  // namespace cred
