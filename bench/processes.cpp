// SPDX-License-Identifier: Apache-2.0
#include "bench/processes.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/harness.h"

namespace cred::bench {

namespace {

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

}  // namespace

Usage run_program(const std::vector<std::string>& arguments) {
  std::vector<char*> raw;
  for (const auto& argument : arguments) raw.push_back(const_cast<char*>(argument.c_str()));
  raw.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const double begun = wall_seconds();
  if (posix_spawn(&child, raw[0], &actions, nullptr, raw.data(), environ) != 0)
    stop("cannot start " + arguments[0]);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  rusage used{};
  if (wait4(child, &status, 0, &used) != child) stop("cannot wait for " + arguments[0]);
  return {.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .processor = seconds_of(used.ru_utime) + seconds_of(used.ru_stime),
          .wall = wall_seconds() - begun,
          .peak_kib = used.ru_maxrss};
}

}  // namespace cred::bench
