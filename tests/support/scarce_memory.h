// SPDX-License-Identifier: Apache-2.0
// A machine that has little memory left: for what must fail then, and must not go on with what it did not
// get.
#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>

namespace cred::test {

/// While it lives, the process gets 4 MiB beside what it has: no memory for Argon2id, which takes 19 MiB.
class ScarceMemory {
 public:
  ScarceMemory() {
    getrlimit(RLIMIT_AS, &before_);
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    rlimit scarce = before_;
    scarce.rlim_cur = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) + (std::size_t{4} << 20);
    setrlimit(RLIMIT_AS, &scarce);
  }
  ~ScarceMemory() { setrlimit(RLIMIT_AS, &before_); }
  ScarceMemory(const ScarceMemory&) = delete;
  ScarceMemory& operator=(const ScarceMemory&) = delete;

 private:
  rlimit before_{};
};

}  // namespace cred::test
