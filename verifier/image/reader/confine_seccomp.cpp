// SPDX-License-Identifier: Apache-2.0
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <memory>

#include "verifier/image/reader/confine.h"

namespace cred::verifier {

namespace {

// 50 megapixels of a progressive JPEG take 400 MiB; the rest is for the ladder.
constexpr rlim_t kMemory = rlim_t{1} << 30;

// Sanitizers reserve terabytes of addresses for themselves.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

bool limit(__rlimit_resource what, rlim_t most) {
  const rlimit both{most, most};
  return setrlimit(what, &both) == 0;
}

struct Release {
  void operator()(scmp_filter_ctx filter) const { seccomp_release(filter); }
};

// All that computing on memory and answering on a socket that is open already takes. Everything else fails
// with EPERM rather than ending the process: what a library merely asks (how many processors there are) may
// be refused.
constexpr int kAllowed[] = {
    SCMP_SYS(read),        SCMP_SYS(recvfrom), SCMP_SYS(sendto),        SCMP_SYS(write),
    SCMP_SYS(mmap),        SCMP_SYS(munmap),   SCMP_SYS(mremap),        SCMP_SYS(brk),
    SCMP_SYS(madvise),     SCMP_SYS(mprotect), SCMP_SYS(futex),         SCMP_SYS(rt_sigreturn),
    SCMP_SYS(getrusage),   SCMP_SYS(exit),     SCMP_SYS(clock_gettime), SCMP_SYS(exit_group),
    SCMP_SYS(sigaltstack),
};

bool allow_only_computing() {
  const std::unique_ptr<void, Release> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  if (!filter) return false;
  for (const int call : kAllowed) {
    if (seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) != 0) return false;
  }
  // The processor time of the next picture, and no other limit.
  if (seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                       SCMP_A1(SCMP_CMP_EQ, static_cast<scmp_datum_t>(RLIMIT_CPU))) != 0)
    return false;
  return seccomp_load(filter.get()) == 0;
}

}  // namespace

bool confine() {
  return limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 0) &&
         (kSanitized || limit(RLIMIT_AS, kMemory)) && prctl(PR_SET_DUMPABLE, 0) == 0 &&
         prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && allow_only_computing();
}

void allow_processor_seconds(unsigned seconds) {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto so_far = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
  const rlimit next{so_far + seconds + 1, RLIM_INFINITY};
  setrlimit(RLIMIT_CPU, &next);
}

}  // namespace cred::verifier
