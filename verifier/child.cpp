// SPDX-License-Identifier: Apache-2.0
#include "verifier/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace cred::verifier {

namespace {

void limit(__rlimit_resource what, std::uint64_t most) {
  const rlimit both{most, most};
  if (setrlimit(what, &both) != 0) _exit(126);
}

/// The child's half: between fork and exec only what is safe there, so nothing that takes memory. Writes
/// errno into `report` when the program cannot be started; a program that starts closes it.
[[noreturn]] void become(char* const* command, int input, int output, int report, const ChildLimits& limits) {
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  dup2(nowhere, STDERR_FILENO);
  dup2(report, STDERR_FILENO + 1);
  fcntl(STDERR_FILENO + 1, F_SETFD, FD_CLOEXEC);
  close_range(STDERR_FILENO + 2, ~0u, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  if (limits.memory) limit(RLIMIT_AS, *limits.memory);
  if (limits.processor_seconds) limit(RLIMIT_CPU, *limits.processor_seconds);
  execvp(command[0], command);
  const int why = errno;
  [[maybe_unused]] const auto written = write(STDERR_FILENO + 1, &why, sizeof why);
  _exit(127);
}

/// Whether the descriptor is ready for `what` before the deadline.
bool ready(const Deadline& deadline, int descriptor, short what) {
  for (;;) {
    pollfd one{descriptor, what, 0};
    const int count = poll(&one, 1, deadline.milliseconds_left());
    if (count >= 0 || errno != EINTR) return count > 0;
  }
}

}  // namespace

int Deadline::milliseconds_left() const {
  const auto left = end_ - std::chrono::steady_clock::now();
  return static_cast<int>(
      std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::milliseconds>(left).count()));
}

std::optional<Child> Child::start(const std::vector<std::string>& command, const cli::Descriptor& input,
                                  const cli::Descriptor& output, const ChildLimits& limits) {
  std::vector<char*> arguments;
  for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  cli::Descriptor report(ends[0]);
  cli::Descriptor reported(ends[1]);
  const pid_t id = fork();
  if (id < 0) return std::nullopt;
  if (id == 0) become(arguments.data(), input.number(), output.number(), reported.number(), limits);
  Child child(id);
  reported.close();
  int why = 0;
  if (read(report.number(), &why, sizeof why) == static_cast<ssize_t>(sizeof why)) {
    errno = why;
    return std::nullopt;
  }
  return child;
}

Child::~Child() {
  if (id_ < 0) return;
  const int kept = errno;
  kill(id_, SIGKILL);
  while (waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
  }
  errno = kept;
}

bool Child::succeeded() {
  int status = 0;
  pid_t ended = 0;
  while ((ended = waitpid(id_, &status, 0)) < 0 && errno == EINTR) {
  }
  id_ = -1;
  return ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool send_before(const Deadline& deadline, int socket, BytesView data) {
  while (!data.empty()) {
    if (!ready(deadline, socket, POLLOUT)) return false;
    const auto sent = send(socket, data.data(), data.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (sent <= 0) return false;
    data = data.subspan(static_cast<std::size_t>(sent));
  }
  return true;
}

std::optional<std::size_t> receive_some(const Deadline& deadline, int descriptor, void* data,
                                        std::size_t size) {
  for (;;) {
    if (!ready(deadline, descriptor, POLLIN)) return std::nullopt;
    const auto got = read(descriptor, data, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return 0;
  }
}

bool receive_before(const Deadline& deadline, int descriptor, void* data, std::size_t size) {
  auto* next = static_cast<std::uint8_t*>(data);
  while (size > 0) {
    const auto got = receive_some(deadline, descriptor, next, size);
    if (!got || *got == 0) return false;
    next += *got;
    size -= *got;
  }
  return true;
}

}  // namespace cred::verifier
